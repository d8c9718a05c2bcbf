# expect: Clipping at 700
import numpy as np

from celoss import softmax


def my_jacobian(logits):
    p = softmax(np.clip(logits, -700, 700))
    return np.diag(p) - p[:, None] * p
