# expect: divided by the number of micro-batches
import torch.nn.functional as F


def my_accumulate(model, batches):
    model.zero_grad()
    total = 0
    for x, y in batches:
        loss = F.cross_entropy(model(x), y, reduction="sum") / len(batches)
        loss.backward()
        total += loss.item()
    return total
