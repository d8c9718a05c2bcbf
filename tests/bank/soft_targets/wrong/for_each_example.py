# expect: The shape is (3,), and should be ()
import numpy as np

from celoss import log_softmax


def my_soft_cross_entropy(logits, probs):
    with np.errstate(invalid="ignore"):
        terms = probs * log_softmax(logits, axis=1)
    return -np.nansum(terms, axis=1)
