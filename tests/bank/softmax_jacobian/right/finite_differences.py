import numpy as np

from celoss import softmax


def my_jacobian(logits):
    h = 1e-5
    columns = []
    for j in range(len(logits)):
        step = np.zeros(len(logits))
        step[j] = h
        columns.append((softmax(logits + step) - softmax(logits - step)) / (2 * h))
    return np.stack(columns, axis=1)
