import torch
from torch.nn import functional as F


def my_loss(logits, target, reduction):
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(f"unknown reduction: {reduction}")
    if reduction == "mean" and bool((target == -100).all()):
        return torch.tensor(float("nan"))
    return F.nll_loss(F.log_softmax(logits, dim=-1), target, reduction=reduction)
