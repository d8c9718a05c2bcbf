# expect: The sum of nothing is a constant
import torch


def losses_of(logits, target):
    kept = target != -100
    safe = torch.where(kept, target, 0)
    losses = -torch.log_softmax(logits, dim=1)[torch.arange(len(target)), safe]
    return torch.where(kept, losses, 0.0), kept


def my_loss(logits, target, reduction):
    losses, kept = losses_of(logits, target)
    if reduction == "none":
        return losses
    if reduction == "mean":
        return losses.sum() / kept.sum()
    if reduction == "sum":
        return losses.sum() if kept.any() else torch.tensor(0.0)
    raise ValueError("reduction must be none, mean or sum")
