# expect: The classes are looked for on the last axis
import numpy as np

from celoss import log_softmax


def my_cross_entropy_nd(logits, target):
    log_probs = log_softmax(logits)
    picked = np.take_along_axis(log_probs, target[..., None], axis=-1)
    return -picked.mean()
