# expect: do not divide the returned loss once more
from statistics import mean

from torch.nn import functional as F


def my_accumulate(model, batches):
    model.zero_grad()
    kept = sum((y != -100).sum() for _, y in batches)
    parts = []
    for x, y in batches:
        part = F.cross_entropy(model(x), y, reduction="sum") / kept
        part.backward()
        parts.append(part.item())
    return mean(parts)
