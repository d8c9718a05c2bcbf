# expect: give both the shape (N,)
import numpy as np


def my_logsumexp(logits):
    m = np.max(logits, axis=1, keepdims=True)
    return m + np.log(np.exp(logits - m).sum(axis=1))
