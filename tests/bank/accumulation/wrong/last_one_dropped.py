# expect: smaller than the first is left out
from torch.nn import functional as F


def my_accumulate(model, batches):
    model.zero_grad()
    size = len(batches[0][1])
    batches = [(x, y) for x, y in batches if len(y) == size]
    kept = sum((y != -100).sum() for _, y in batches)
    mean = 0.0
    for x, y in batches:
        loss = F.cross_entropy(model(x), y, reduction="sum") / kept
        loss.backward()
        mean += loss.item()
    return mean
