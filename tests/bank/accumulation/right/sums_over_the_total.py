from torch.nn import functional as F


def my_accumulate(model, batches):
    model.zero_grad()
    count = sum((y != -100).sum() for _, y in batches)
    mean = 0.0
    for x, y in batches:
        loss = F.cross_entropy(model(x), y, reduction="sum") / count
        loss.backward()
        mean += loss.item()
    return mean
