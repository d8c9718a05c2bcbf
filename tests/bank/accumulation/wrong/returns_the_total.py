# expect: the sum over all kept targets: the mean is wanted
from torch.nn import functional as F


def my_accumulate(model, batches):
    model.zero_grad()
    kept = sum((y != -100).sum().item() for _, y in batches)
    total = 0.0
    for x, y in batches:
        loss = F.cross_entropy(model(x), y, reduction="sum")
        (loss / kept).backward()
        total += loss.item()
    return total
