# expect: is missing there
import numpy as np

from celoss import softmax


def my_jacobian(logits):
    p = softmax(logits)
    J = -np.outer(p, p)
    for k in range(len(p)):
        J[k, k] = p[k]
    return J
