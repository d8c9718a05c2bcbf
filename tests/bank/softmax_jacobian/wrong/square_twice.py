# expect: is subtracted twice
import numpy as np

from celoss import softmax


def my_jacobian(logits):
    p = softmax(logits)
    return np.diag(p * (1 - p)) - np.outer(p, p)
