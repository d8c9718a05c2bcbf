# expect: go backward at once
from torch.nn import functional as F


def my_accumulate(model, batches):
    model.zero_grad()
    losses = [F.cross_entropy(model(x), y, reduction="sum") for x, y in batches]
    loss = sum(losses) / sum(int(y.ne(-100).sum()) for _, y in batches)
    loss.backward()
    return loss.detach()
