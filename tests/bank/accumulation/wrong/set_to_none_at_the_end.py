# expect: and zero_grad come before?
from torch.nn import functional as F


def my_accumulate(model, batches):
    kept = sum((y != -100).sum().item() for _, y in batches)
    model.zero_grad()
    mean = 0.0
    for x, y in batches:
        part = F.cross_entropy(model(x), y, reduction="sum").div(kept)
        part.backward()
        mean += float(part)
    model.zero_grad()
    return mean
