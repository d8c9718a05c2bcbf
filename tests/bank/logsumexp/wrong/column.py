# expect: The axis of length one is still there
import numpy as np


def my_logsumexp(logits):
    m = logits.max(axis=1, keepdims=True)
    m[m == -np.inf] = 0
    return m + np.log(np.exp(logits - m).sum(axis=1, keepdims=True))
