# expect: the zeros are constants here, and backward refuses them
import torch


def my_loss(logits, target, reduction):
    losses = torch.zeros(len(target), dtype=logits.dtype)
    for n in range(len(target)):
        if target[n] != -100:
            losses[n] = torch.logsumexp(logits[n], dim=0) - logits[n, target[n]]
    if reduction == "none":
        return losses
    if reduction == "sum":
        return losses.sum()
    return losses.sum() / (target != -100).sum()
