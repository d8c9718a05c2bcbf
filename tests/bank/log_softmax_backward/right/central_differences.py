import numpy as np

from celoss.gradients import central_difference


def log_softmax(z):
    z = z - z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


def my_log_softmax_backward(upstream, log_probs):
    return central_difference(lambda z: (upstream * log_softmax(z)).sum(), log_probs)
