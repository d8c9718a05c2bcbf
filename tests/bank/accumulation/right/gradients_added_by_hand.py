import torch
from torch.nn import functional as F


def my_accumulate(model, batches):
    parameters = list(model.parameters())
    totals = [torch.zeros_like(parameter) for parameter in parameters]
    kept = sum(torch.count_nonzero(y + 100) for _, y in batches)
    mean = 0.0
    for x, y in batches:
        part = F.nll_loss(F.log_softmax(model(x), 1), y, reduction="sum") / kept
        for total, gradient in zip(totals, torch.autograd.grad(part, parameters), strict=True):
            total += gradient
        mean += part.detach().numpy()
    for parameter, total in zip(parameters, totals, strict=True):
        parameter.grad = total
    return mean
