# expect: squeeze drops every axis of length 1
import numpy as np
from scipy.special import log_softmax


def my_cross_entropy_nd(logits, target):
    z, y = np.squeeze(logits), np.squeeze(target)
    axis = 0 if z.ndim == 1 else 1
    return -np.take_along_axis(log_softmax(z, axis=axis), np.expand_dims(y, axis), axis=axis).mean()
