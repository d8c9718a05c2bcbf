# expect: The divisor is the number kept so far
from torch.nn import functional as F


def my_accumulate(model, batches):
    model.zero_grad()
    kept, mean = 0, 0.0
    for x, y in batches:
        kept += (y != -100).sum()
        part = F.cross_entropy(model(x), y, reduction="sum") / kept
        part.backward()
        mean += part.item()
    return mean
