# expect: The sum runs over the last axis
import numpy as np


def my_softmax(logits, axis):
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
