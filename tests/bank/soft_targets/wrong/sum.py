# expect: This is the sum over the examples
import numpy as np

from celoss import log_softmax


def my_soft_cross_entropy(logits, probs):
    log_probs = log_softmax(logits, axis=1)
    return -np.sum(np.where(probs == 0, 0, probs * log_probs))
