# expect: as many targets as the first one
from torch.nn import functional as F


def my_accumulate(model, batches):
    model.zero_grad()
    kept_per_batch = (batches[0][1] != -100).sum()
    mean = 0.0
    for x, y in batches:
        loss = F.cross_entropy(model(x), y, reduction="sum")
        loss = loss / (kept_per_batch * len(batches))
        loss.backward()
        mean += loss.item()
    return mean
