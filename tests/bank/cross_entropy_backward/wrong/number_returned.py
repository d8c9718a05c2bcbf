# expect: The shape is
import numpy as np

from celoss import softmax


def my_gradient(logits, target, upstream):
    p = softmax(logits, axis=1)
    rows = np.arange(len(target))
    return upstream * (p[rows, target] - 1) / len(rows)
