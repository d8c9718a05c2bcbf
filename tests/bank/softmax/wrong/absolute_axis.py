# expect: A negative axis is counted from the end
import numpy as np


def my_softmax(logits, axis):
    axis = -axis if axis < 0 else axis
    exps = np.exp(logits - logits.max(axis=axis, keepdims=True))
    return exps / np.sum(exps, axis, keepdims=True)
