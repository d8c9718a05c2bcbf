# expect: The sum runs over the whole array
import numpy as np


def my_softmax(logits, axis):
    e = np.exp(logits - logits.max())
    return e / e.sum()
