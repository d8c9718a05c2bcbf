# expect: every loss meets every mask
import torch


def my_loss(logits, target, reduction):
    mask = target != -100
    safe = target.clamp(min=0)
    losses = -torch.log_softmax(logits, dim=1).gather(1, safe.unsqueeze(1)) * mask
    if reduction == "none":
        return losses
    if reduction == "sum":
        return losses.sum()
    return losses.sum() / mask.sum()
