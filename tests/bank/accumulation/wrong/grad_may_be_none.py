# expect: 'NoneType' object has no attribute 'zero_'
from torch import nn


def my_accumulate(model, batches):
    for parameter in model.parameters():
        parameter.grad.zero_()
    kept = sum((y != -100).sum() for x, y in batches)
    mean = 0
    for x, y in batches:
        loss = nn.CrossEntropyLoss(reduction="sum")(model(x), y) / kept
        loss.backward()
        mean += loss.detach()
    return mean
