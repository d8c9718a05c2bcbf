# expect: has no attribute 'weight'
from torch.nn import functional as F


def my_accumulate(model, batches):
    model.weight.grad = None
    kept = sum((y != -100).sum() for _, y in batches)
    mean = 0.0
    for x, y in batches:
        part = F.cross_entropy(model(x), y, reduction="sum") / kept
        part.backward()
        mean += part.item()
    return mean
