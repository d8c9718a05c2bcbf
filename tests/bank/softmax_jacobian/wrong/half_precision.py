# expect: 16 bits keep three digits
import numpy as np

from celoss import softmax


def my_jacobian(logits):
    p = softmax(np.asarray(logits, np.float16))
    return np.diag(p) - np.outer(p, p)
