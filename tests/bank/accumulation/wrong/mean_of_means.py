# expect: This is the mean of means
from torch.nn import functional as F


def my_accumulate(model, batches):
    model.zero_grad()
    total = 0
    for x, y in batches:
        loss = F.cross_entropy(model(x), y) / len(batches)
        loss.backward()
        total += loss.item()
    return total
