# expect: divided by the number of classes
import numpy as np


def my_nll(log_probs, target):
    losses = np.zeros(log_probs.shape[1])
    for row, label in zip(log_probs, target, strict=True):
        losses[label] -= row[label]
    return losses.mean()
