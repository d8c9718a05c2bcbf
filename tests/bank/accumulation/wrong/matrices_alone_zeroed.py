# expect: gradient of the bias: At index
from torch.nn import functional as F


def my_accumulate(model, batches):
    for parameter in model.parameters():
        if parameter.ndim == 2:
            parameter.grad = None
    kept = sum((y != -100).sum() for _, y in batches)
    mean = 0.0
    for x, y in batches:
        part = F.cross_entropy(model(x), y, reduction="sum") / kept
        part.backward()
        mean += part.item()
    return mean
