# expect: Each mean is divided by the number of all kept targets
from torch.nn import functional as F


def my_accumulate(model, batches):
    model.zero_grad()
    kept = sum((y != -100).sum() for _, y in batches)
    mean = 0.0
    for x, y in batches:
        part = F.cross_entropy(model(x), y) / kept
        part.backward()
        mean += part.item()
    return mean
