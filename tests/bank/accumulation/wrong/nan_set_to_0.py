# expect: with 0 for that of padding
from torch.nn import functional as F


def my_accumulate(model, batches):
    model.zero_grad()
    mean = 0.0
    for x, y in batches:
        part = F.cross_entropy(model(x), y).nan_to_num(nan=0.0) / len(batches)
        part.backward()
        mean += part.item()
    return mean
