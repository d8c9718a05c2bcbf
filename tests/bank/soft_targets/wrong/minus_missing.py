# expect: It is -1 times the right one
import numpy as np

from celoss import log_softmax


def my_soft_cross_entropy(logits, probs):
    terms = np.where(probs > 0, probs * log_softmax(logits, axis=1), 0)
    return terms.sum(axis=1).mean()
