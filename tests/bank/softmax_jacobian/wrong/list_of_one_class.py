# expect: The shape is (1,
import numpy as np

from celoss import softmax


def my_jacobian(logits):
    p = softmax(logits)[None]
    return np.diag(p[0])[None] - p[:, :, None] * p[:, None]
