import numpy as np


def my_cross_entropy_nd(logits, target):
    axis = 0 if logits.ndim == 1 else 1
    top = logits.max(axis=axis, keepdims=True)
    lse = top + np.log(np.exp(logits - top).sum(axis=axis, keepdims=True))
    true = np.take_along_axis(logits, np.expand_dims(target, axis), axis=axis)
    return (lse - true).mean()
