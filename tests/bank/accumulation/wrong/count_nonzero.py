# expect: and those that are ignored are
import torch
from torch.nn import functional as F


def my_accumulate(model, batches):
    model.zero_grad()
    kept = sum(torch.count_nonzero(y) for _, y in batches)
    mean = 0.0
    for x, y in batches:
        part = F.cross_entropy(model(x), y, reduction="sum") / kept
        part.backward()
        mean += part.item()
    return mean
