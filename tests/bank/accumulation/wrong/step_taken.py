# expect: The parameters have moved
import torch
from torch.nn import functional as F


def my_accumulate(model, batches):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    optimizer.zero_grad()
    kept = sum((y != -100).sum() for _, y in batches)
    mean = 0.0
    for x, y in batches:
        part = F.cross_entropy(model(x), y, reduction="sum") / kept
        part.backward()
        mean += part.item()
    optimizer.step()
    return mean
