# expect: p * p holds C squares
import numpy as np

from celoss import softmax


def my_jacobian(logits):
    p = softmax(logits)
    return np.diag(p) - p * p.T
