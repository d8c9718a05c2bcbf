# expect: p fills each row
import numpy as np

from celoss import softmax


def my_jacobian(logits):
    p = softmax(logits)
    return p - np.outer(p, p)
