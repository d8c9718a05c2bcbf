# expect: backward through the graph a second time
from torch.nn import functional as F


def my_accumulate(model, batches):
    model.zero_grad()
    kept = sum((y != -100).sum() for _, y in batches)
    total = 0
    for x, y in batches:
        total = total + F.cross_entropy(model(x), y, reduction="sum") / kept
        total.backward()
    return total
