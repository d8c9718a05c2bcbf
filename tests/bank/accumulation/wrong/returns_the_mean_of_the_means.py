# expect: The loss that is returned is the mean of the micro-batches' means
import numpy as np
from torch.nn import functional as F


def my_accumulate(model, batches):
    model.zero_grad()
    kept = sum((y != -100).sum() for _, y in batches)
    means = []
    for x, y in batches:
        logits = model(x)
        (F.cross_entropy(logits, y, reduction="sum") / kept).backward()
        means.append(F.cross_entropy(logits, y).item())
    return np.mean(means)
