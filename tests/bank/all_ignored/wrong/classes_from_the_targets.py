# expect: taken from the targets: it is logits.shape[1]
import torch
from torch.nn import functional as F


def my_loss(logits, target, reduction):
    kept = target != -100
    one_hot = F.one_hot(torch.where(kept, target, 0)) * kept[:, None]
    losses = -(one_hot * F.log_softmax(logits, dim=1)).sum(dim=1)
    if reduction == "none":
        return losses
    return losses.sum() / (kept.sum() if reduction == "mean" else 1)
