# expect: Divided by their largest
import numpy as np


def my_softmax(logits, axis):
    top = np.max(logits, axis, keepdims=True)
    return np.exp(logits - top)
