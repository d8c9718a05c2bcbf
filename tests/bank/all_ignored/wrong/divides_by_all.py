# expect: The divisor of the mean counts the ignored places too
import torch


def losses_of(logits, target):
    kept = target != -100
    safe = torch.where(kept, target, 0)
    losses = -torch.log_softmax(logits, dim=1)[torch.arange(len(target)), safe]
    return torch.where(kept, losses, 0.0), kept


def my_loss(logits, target, reduction):
    losses, _ = losses_of(logits, target)
    if reduction == "none":
        return losses
    if reduction not in ("mean", "sum"):
        raise ValueError(reduction)
    return losses.mean() if reduction == "mean" else losses.sum()
