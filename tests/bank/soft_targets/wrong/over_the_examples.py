# expect: summed over the examples: the classes are axis 1
import numpy as np
from scipy.special import log_softmax


def my_soft_cross_entropy(logits, probs):
    log_p = log_softmax(logits, axis=0)
    return np.mean(-np.sum(np.where(probs > 0, probs * log_p, 0), axis=1))
