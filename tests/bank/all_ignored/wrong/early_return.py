# expect: one constant 0, whatever the reduction
import torch


def losses_of(logits, target):
    kept = target != -100
    safe = torch.where(kept, target, 0)
    losses = -torch.log_softmax(logits, dim=1)[torch.arange(len(target)), safe]
    return torch.where(kept, losses, 0.0), kept


def my_loss(logits, target, reduction):
    losses, kept = losses_of(logits, target)
    if not kept.any():
        return torch.tensor(0.0)
    if reduction == "none":
        return losses
    if reduction == "sum":
        return losses.sum()
    if reduction == "mean":
        return losses[kept].mean()
    raise ValueError(f"unknown reduction {reduction}")
