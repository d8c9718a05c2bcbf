# expect: the logarithm is missing
import torch


def my_loss(logits, target, reduction):
    kept = (target != -100).double()
    p = torch.softmax(logits, dim=1)[range(len(target)), target.clamp(min=0)]
    losses = -p * kept
    return {"none": losses, "sum": losses.sum(), "mean": losses.sum() / kept.sum()}[reduction]
