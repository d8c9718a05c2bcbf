# expect: -100 is looked up
import torch


def my_loss(logits, target, reduction):
    losses = -torch.log_softmax(logits, dim=1)[torch.arange(len(target)), target]
    kept = target != -100
    if reduction == "none":
        return losses * kept
    if reduction == "sum":
        return losses[kept].sum()
    if reduction == "mean":
        return losses[kept].mean()
    raise ValueError(reduction)
