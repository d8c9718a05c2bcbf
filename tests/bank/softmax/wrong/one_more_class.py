# expect: There is a 1 in the sum
import numpy as np


def my_softmax(logits, axis):
    exps = np.exp(logits)
    return exps / (exps.sum(axis=axis, keepdims=True) + 1.0)
