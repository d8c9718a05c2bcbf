# expect: A score of -100 stands in for -inf
import numpy as np


def my_softmax(logits, axis):
    z = np.nan_to_num(logits, neginf=-100.0)
    z -= z.max(axis=axis, keepdims=True)
    return np.exp(z) / np.exp(z).sum(axis=axis, keepdims=True)
