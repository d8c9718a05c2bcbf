# expect: turns the positions around too
import numpy as np
from scipy.special import log_softmax


def my_cross_entropy_nd(logits, target):
    if logits.ndim == 1:
        return -log_softmax(logits)[target]
    log_p = log_softmax(np.swapaxes(logits, 1, -1), axis=-1)
    log_p = log_p.reshape(-1, log_p.shape[-1])
    return -log_p[np.arange(target.size), target.ravel()].mean()
