# expect: exp of 1000 overflows
import numpy as np


def my_cross_entropy_nd(logits, target):
    axis = min(1, logits.ndim - 1)
    lse = np.log(np.exp(logits).sum(axis=axis))
    true = np.take_along_axis(logits, np.expand_dims(target, axis), axis=axis).squeeze(axis)
    return np.mean(lse - true)
