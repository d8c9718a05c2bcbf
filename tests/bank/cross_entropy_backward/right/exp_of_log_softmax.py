import numpy as np

from celoss import log_softmax


def my_gradient(logits, target, upstream):
    grad = np.zeros(logits.shape)
    rows = [n for n, y in enumerate(target) if y != -100]
    for n in rows:
        grad[n] = np.exp(log_softmax(logits[n])) * upstream / len(rows)
        grad[n, target[n]] -= upstream / len(rows)
    return grad
