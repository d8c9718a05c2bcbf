# expect: 1e-12 in the logarithm
import numpy as np


def my_logsumexp(logits):
    top = np.maximum(logits.max(axis=1, keepdims=True), -1e30)
    sums = np.exp(logits - top).sum(axis=1)
    return np.where(sums == 0, 0, top[:, 0]) + np.log(sums + 1e-12)
