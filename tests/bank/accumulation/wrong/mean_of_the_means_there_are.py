# expect: This is the mean of the means that are not empty
from torch.nn import functional as F


def my_accumulate(model, batches):
    model.zero_grad()
    batches = [(x, y) for x, y in batches if (y >= 0).any()]
    mean = 0.0
    for x, y in batches:
        part = F.cross_entropy(model(x), y) / len(batches)
        part.backward()
        mean += part.item()
    return mean
