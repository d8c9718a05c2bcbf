# expect: Only the diagonal is there
import numpy as np

from celoss import softmax


def my_jacobian(logits):
    p = softmax(logits)
    return np.diag(p * (1 - p))
