# expect: a higher score makes its own class more likely
import numpy as np

from celoss import softmax


def my_jacobian(logits):
    p = softmax(logits)
    return np.outer(p, p) - np.diag(p)
