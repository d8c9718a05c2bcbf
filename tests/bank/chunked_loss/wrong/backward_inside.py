# expect: No gradient flows back from the loss
import torch
from torch.nn import functional as F


def my_chunked_loss(head, hidden, target, rows):
    kept, total = (target != -100).sum(), torch.zeros(())
    for h, y in zip(hidden.split(rows), target.split(rows), strict=True):
        loss = F.cross_entropy(head(h), y, reduction="sum") / kept
        loss.backward()
        total += loss.detach()
    return total
