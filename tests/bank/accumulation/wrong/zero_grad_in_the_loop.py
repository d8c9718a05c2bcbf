# expect: Only the gradient of the last micro-batch is left
from torch.nn import functional as F


def my_accumulate(model, batches):
    count = sum((y != -100).sum().item() for x, y in batches)
    total = 0.0
    for x, y in batches:
        model.zero_grad()
        loss = F.cross_entropy(model(x), y, reduction="sum") / count
        loss.backward()
        total += loss.item()
    return total
