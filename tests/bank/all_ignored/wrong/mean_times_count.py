# expect: it was divided by 0 on the way
import torch


def losses_of(logits, target):
    kept = target != -100
    safe = torch.where(kept, target, 0)
    losses = -torch.log_softmax(logits, dim=1)[torch.arange(len(target)), safe]
    return torch.where(kept, losses, 0.0), kept


def my_loss(logits, target, reduction):
    losses, kept = losses_of(logits, target)
    mean = losses.sum() / kept.sum()
    if reduction == "none":
        return losses
    if reduction == "mean":
        return mean
    if reduction == "sum":
        return mean * kept.sum()
    raise ValueError
