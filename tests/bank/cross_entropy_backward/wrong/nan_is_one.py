# expect: nan_to_num hides the overflow, and makes 1 of it
import numpy as np


def my_gradient(logits, target, upstream):
    e = np.exp(logits)
    p = np.nan_to_num(e / e.sum(axis=1, keepdims=True), nan=1.0)
    rows = np.flatnonzero(target + 100)
    p[rows, target[rows]] -= 1
    p[target == -100] = 0
    return upstream * p / max(len(rows), 1)
