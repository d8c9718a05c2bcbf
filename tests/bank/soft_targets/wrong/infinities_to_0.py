# expect: it is the target that says which terms are 0
import numpy as np

from celoss import log_softmax


def my_soft_cross_entropy(logits, probs):
    log_probs = log_softmax(logits, axis=1)
    log_probs[np.isinf(log_probs)] = 0
    return -(probs * log_probs).sum(axis=1).mean()
