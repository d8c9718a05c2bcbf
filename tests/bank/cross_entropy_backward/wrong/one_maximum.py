# expect: The largest score of the whole array is subtracted
import numpy as np


def my_gradient(logits, target, upstream):
    keep = target != -100
    e = np.exp(logits - np.max(logits))
    p = e / e.sum(axis=1, keepdims=True)
    p[keep, target[keep]] -= 1.0
    p[~keep] = 0.0
    return p * upstream / max(1, np.count_nonzero(keep))
