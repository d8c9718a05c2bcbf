# expect: A step of 0.001 in one direction is too long
import numpy as np

from celoss import softmax


def my_jacobian(logits):
    h = 1e-3
    columns = []
    for j in range(len(logits)):
        moved = logits.copy()
        moved[j] += h
        columns.append((softmax(moved) - softmax(logits)) / h)
    return np.stack(columns, axis=1)
