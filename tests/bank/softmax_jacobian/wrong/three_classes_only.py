# expect: my_jacobian raises ValueError
import numpy as np

from celoss import softmax


def my_jacobian(logits):
    p = softmax(logits)
    return p * np.eye(3) - np.outer(p, p)
