# expect: Each mean is weighted by all rows
from torch.nn import functional as F


def my_accumulate(model, batches):
    model.zero_grad()
    rows = sum(len(x) for x, _ in batches)
    mean = 0.0
    for x, y in batches:
        loss = F.cross_entropy(model(x), y) * len(x) / rows
        loss.backward()
        mean += loss.item()
    return mean
