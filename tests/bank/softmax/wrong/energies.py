# expect: The sign of the scores is wrong
import numpy as np


def my_softmax(logits, axis):
    exps = np.exp(logits.min(axis=axis, keepdims=True) - logits)
    return exps / exps.sum(axis=axis, keepdims=True)
