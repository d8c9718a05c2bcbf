from torch import nn


def my_mean(logits, target, ignore_index):
    return nn.CrossEntropyLoss(ignore_index=ignore_index)(logits, target).item()
