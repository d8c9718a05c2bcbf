# expect: go backward at once
import torch
from torch.nn import functional as F


def my_accumulate(model, batches):
    model.zero_grad()
    inputs, targets = map(torch.cat, zip(*batches, strict=True))
    loss = F.cross_entropy(model(inputs), targets)
    loss.backward()
    return loss.item()
