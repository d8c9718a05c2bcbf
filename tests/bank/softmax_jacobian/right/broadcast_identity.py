import numpy as np

from celoss import softmax


def my_jacobian(logits):
    p = softmax(logits)
    return p[:, None] * (np.eye(len(p)) - p)
