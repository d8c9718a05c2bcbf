# expect: Only the gradient of the last micro-batch is left
import torch
from torch.nn import functional as F


def my_accumulate(model, batches):
    parameters = tuple(model.parameters())
    kept = sum((y != -100).sum() for _, y in batches)
    mean = 0.0
    for x, y in batches:
        part = F.cross_entropy(model(x), y, reduction="sum") / kept
        for parameter, gradient in zip(parameters, torch.autograd.grad(part, parameters), strict=True):
            parameter.grad = gradient
        mean += part.item()
    return mean
