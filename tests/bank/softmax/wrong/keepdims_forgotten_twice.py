# expect: Maximum and sum have lost their axis
import numpy as np


def my_softmax(logits, axis):
    e = np.exp(logits - np.max(logits, axis=axis))
    return e / np.sum(e, axis=axis)
