# expect: The gradient is that of the sum
from torch.nn import functional as F


def my_accumulate(model, batches):
    model.zero_grad()
    total, count = 0, 0
    for x, y in batches:
        loss = F.cross_entropy(model(x), y, reduction="sum")
        loss.backward()
        total += loss.item()
        count += (y != -100).sum().item()
    return total / count
