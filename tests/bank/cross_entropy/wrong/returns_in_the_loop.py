# expect: The first row alone is counted
import numpy as np


def my_cross_entropy(logits, target):
    losses = []
    for row, label in zip(logits, target, strict=True):
        top = row.max()
        losses.append(top + np.log(np.exp(row - top).sum()) - row[label])
        return np.mean(losses)
