# expect: The sum is divided by the number of classes
import numpy as np

from celoss import log_softmax


def my_soft_cross_entropy(logits, probs):
    log_probs = log_softmax(logits, axis=1)
    return -np.where(probs > 0, probs * log_probs, 0).sum(axis=0).mean()
