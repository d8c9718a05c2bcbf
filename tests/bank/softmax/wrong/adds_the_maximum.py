# expect: The largest score is added
import numpy as np


def my_softmax(logits, axis):
    e = np.exp(logits + logits.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
