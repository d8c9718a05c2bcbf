# expect: No gradient flows back from the loss
import torch
from torch.nn import functional as F


def my_chunked_loss(head, hidden, target, rows):
    total = 0.0
    for h, y in zip(hidden.split(rows), target.split(rows), strict=True):
        total += F.cross_entropy(head(h), y, reduction="sum").item()
    return torch.tensor(total) / (target != -100).sum()
