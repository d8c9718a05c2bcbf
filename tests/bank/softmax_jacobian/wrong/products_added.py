# expect: The products of probabilities are added
import numpy as np

from celoss import softmax


def my_jacobian(logits):
    p = softmax(logits)
    return np.diag(p) + p[:, None] * p[None, :]
