import numpy as np

from celoss import log_softmax


def my_soft_cross_entropy(logits, probs):
    return -np.nansum(probs * log_softmax(logits, axis=1), axis=1).mean()
