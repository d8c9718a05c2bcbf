# expect: This is the sum over all kept targets, with its gradient
from torch.nn import functional as F


def my_accumulate(model, batches):
    model.zero_grad()
    total = 0.0
    for x, y in batches:
        loss = F.cross_entropy(model(x), y, reduction="sum")
        loss.backward()
        total += loss.item()
    return total
