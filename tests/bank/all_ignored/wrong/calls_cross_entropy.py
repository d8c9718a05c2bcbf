# expect: calls cross_entropy
from torch.nn import functional as F


def my_loss(logits, target, reduction):
    return F.cross_entropy(logits, target, reduction=reduction)
