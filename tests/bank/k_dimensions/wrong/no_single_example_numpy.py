# expect: not enough values to unpack (expected 2, got 1)
import numpy as np
from scipy.special import log_softmax


def my_cross_entropy_nd(logits, target):
    _, c = logits.shape[:2]
    z = np.moveaxis(logits, 1, -1).reshape(-1, c)
    y = target.reshape(-1)
    return -log_softmax(z, axis=1)[np.arange(len(y)), y].mean()
