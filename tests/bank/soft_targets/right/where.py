import numpy as np

from celoss import log_softmax


def my_soft_cross_entropy(logits, probs):
    log_probs = log_softmax(logits, axis=1)
    terms = np.multiply(probs, log_probs, where=probs > 0, out=np.zeros_like(probs))
    return -terms.sum(axis=1).mean()
