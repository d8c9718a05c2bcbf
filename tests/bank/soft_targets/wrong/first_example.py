# expect: Only the first example counts
import numpy as np

from celoss import log_softmax


def my_soft_cross_entropy(logits, probs):
    total = 0.0
    for z, t in zip(logits, probs, strict=True):
        total -= np.dot(t[t > 0], log_softmax(z)[t > 0])
        return total
