# expect: that of the last micro-batch alone
from torch import nn


def my_accumulate(model, batches):
    loss_function = nn.CrossEntropyLoss(reduction="sum")
    model.zero_grad()
    kept = sum((y != -100).sum() for _, y in batches)
    for x, y in batches:
        loss = loss_function(model(x), y) / kept
        loss.backward()
    return loss.item()
