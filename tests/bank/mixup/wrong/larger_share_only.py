# expect: that with the larger share: both should
import torch
from torch.nn import functional as F


def my_mixup_loss(logits, first, second, share):
    target = torch.where(share >= 0.5, first, second)
    return F.cross_entropy(logits, target)
