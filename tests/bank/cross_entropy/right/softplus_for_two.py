import numpy as np


def log_add(a, b):
    return max(a, b) + np.log1p(np.exp(-abs(a - b)))


def my_cross_entropy(logits, target):
    total = 0
    for row, label in zip(logits, target, strict=True):
        lse = row[0]
        for score in row[1:]:
            lse = log_add(lse, score)
        total += lse - row[label]
    return total / len(logits)
