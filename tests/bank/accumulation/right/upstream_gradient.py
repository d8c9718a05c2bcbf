import torch
from torch.nn import functional as F


def my_accumulate(model, batches):
    torch.optim.Adam(model.parameters()).zero_grad()
    targets = torch.cat([y for _, y in batches])
    kept = targets.ne(-100).sum()
    total = torch.zeros(())
    for x, y in batches:
        losses = F.cross_entropy(model(x), y, reduction="none")
        losses.backward(gradient=torch.full_like(losses, 1 / kept.item()))
        total = total + losses.detach().sum()
    return total / kept
