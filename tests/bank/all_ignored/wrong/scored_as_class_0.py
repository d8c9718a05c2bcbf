# expect: The ignored places are scored, as class 0
import torch


def my_loss(logits, target, reduction):
    target = target.clamp(min=0)
    losses = -torch.log_softmax(logits, dim=1)[torch.arange(len(target)), target]
    if reduction == "mean":
        return losses.mean()
    if reduction == "sum":
        return losses.sum()
    return losses
