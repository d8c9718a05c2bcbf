# expect: These are the losses of the positions
import numpy as np

from celoss import log_softmax


def my_cross_entropy_nd(logits, target):
    axis = 0 if logits.ndim == 1 else 1
    log_probs = log_softmax(logits, axis=axis)
    picked = np.take_along_axis(log_probs, np.expand_dims(target, axis), axis=axis)
    return -np.squeeze(picked, axis=axis)
