# expect: each row needs its own
import numpy as np


def my_softmax(logits, axis):
    exps = np.exp(logits - np.max(logits))
    return exps / exps.sum(axis=axis, keepdims=True)
