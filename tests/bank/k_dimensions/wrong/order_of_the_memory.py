# expect: Order 'A' reads both arrays
import numpy as np
from scipy.special import log_softmax


def my_cross_entropy_nd(logits, target):
    if logits.ndim == 1:
        return -log_softmax(logits)[target]
    n, c = logits.shape[:2]
    z = logits.ravel(order="A").reshape(n, c, -1)
    y = target.ravel(order="A").reshape(n, 1, -1)
    return -np.take_along_axis(log_softmax(z, axis=1), y, axis=1).mean()
