import numpy as np


def my_gradient(logits, target, upstream):
    grad = np.zeros(logits.shape)
    rows = np.flatnonzero(target != -100)
    if len(rows) == 0:
        return grad
    z = logits[rows]
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    p[np.arange(len(rows)), target[rows]] -= 1
    grad[rows] = upstream * p / len(rows)
    return grad
