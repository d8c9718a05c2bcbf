# expect: On the diagonal stands 1 in place of p_k
import numpy as np

from celoss import softmax


def my_jacobian(logits):
    p = softmax(logits)
    return np.identity(len(p)) - p[:, None] * p[None, :]
