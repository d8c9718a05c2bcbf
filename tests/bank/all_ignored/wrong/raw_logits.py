# expect: log_softmax is missing
import torch


def my_loss(logits, target, reduction):
    kept = target >= 0
    losses = -torch.gather(logits, 1, target.clamp(min=0)[:, None]).squeeze(1)
    losses = torch.where(kept, losses, 0)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / kept.sum()
