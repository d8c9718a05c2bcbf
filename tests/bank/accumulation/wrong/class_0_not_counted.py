# expect: Targets of class 0 are not counted
from torch.nn import functional as F


def my_accumulate(model, batches):
    model.zero_grad()
    kept = sum(int((y > 0).sum()) for _, y in batches)
    mean = 0.0
    for x, y in batches:
        part = F.cross_entropy(model(x), y, ignore_index=-100, reduction="sum") / kept
        part.backward()
        mean += part.item()
    return mean
