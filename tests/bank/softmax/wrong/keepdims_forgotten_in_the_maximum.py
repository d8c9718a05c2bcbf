# expect: The maximum has lost its axis
import numpy as np


def my_softmax(logits, axis):
    e = np.exp(logits - logits.max(axis))
    return e / e.sum(axis, keepdims=True)
