# expect: p * p holds C squares
import numpy as np

from celoss import softmax


def my_jacobian(logits):
    p = softmax(logits)
    return p * (np.eye(len(p)) - p)
