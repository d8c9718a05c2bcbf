# expect: without a tensor there is no gradient
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
    total = losses.sum().item()
    if reduction == "sum":
        return total
    if reduction == "mean":
        return total / kept.sum().item()
    raise ValueError(reduction)
