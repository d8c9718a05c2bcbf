# expect: does every micro-batch call backward
from torch.nn import functional as F


def my_accumulate(model, batches):
    model.zero_grad()
    total, kept = 0.0, 0
    for x, y in batches:
        total = total + F.cross_entropy(model(x), y, reduction="sum")
        kept = kept + (y != -100).sum()
    return total / kept
