import torch
from torch.nn import functional as F


def my_mixup_loss(logits, first, second, share):
    logits, share = logits.float(), share.float()
    target = torch.zeros_like(logits)
    target.scatter_add_(1, first[:, None], share[:, None])
    target.scatter_add_(1, second[:, None], 1 - share[:, None])
    return F.cross_entropy(logits, target)
