# expect: A number is infinite
import numpy as np

from celoss import log_softmax


def my_soft_cross_entropy(logits, probs):
    truth = probs + 1e-12
    truth /= truth.sum(axis=1, keepdims=True)
    return -np.mean((truth * log_softmax(logits, axis=1)).sum(axis=1))
