# expect: The mean of no targets is nan
from torch.nn import functional as F


def my_accumulate(model, batches):
    model.zero_grad()
    all_kept = sum((y != -100).sum() for _, y in batches)
    mean = 0.0
    for x, y in batches:
        loss = F.cross_entropy(model(x), y) * ((y != -100).sum() / all_kept)
        loss.backward()
        mean += loss.item()
    return mean
