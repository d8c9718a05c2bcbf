import numpy as np


def my_logsumexp(logits):
    top = logits.max(axis=1, keepdims=True)
    top = np.where(np.isfinite(top), top, 0)
    return (top + np.log(np.exp(logits - top).sum(axis=1, keepdims=True)))[:, 0]
