# expect: Only the products of probabilities are there:
import numpy as np

from celoss import softmax


def my_jacobian(logits):
    p = softmax(logits)
    return -np.outer(p, p)
