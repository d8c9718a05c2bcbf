import numpy as np

from celoss import cross_entropy


def my_weighted_mean(logits, target, weight):
    total, divisor = 0.0, 0.0
    for label in np.unique(target):
        rows = target == label
        total += weight[label] * cross_entropy(logits[rows], target[rows], reduction="sum")
        divisor += weight[label] * rows.sum()
    return total / divisor
