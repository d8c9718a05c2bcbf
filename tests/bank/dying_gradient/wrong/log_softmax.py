# expect: and is lost: what keeps it?
import torch
from torch.nn import functional as F


def my_two_class_loss(gap):
    logits = torch.stack([gap, torch.zeros_like(gap)], dim=1)
    target = torch.ones(len(gap), dtype=torch.int64)
    return F.cross_entropy(logits, target, reduction="none")
