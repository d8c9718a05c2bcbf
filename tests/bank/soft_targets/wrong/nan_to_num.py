# expect: a true class that is forbidden costs inf
import numpy as np

from celoss import log_softmax


def my_soft_cross_entropy(logits, probs):
    products = np.nan_to_num(probs * log_softmax(logits, axis=1))
    return -products.sum(axis=1).mean()
