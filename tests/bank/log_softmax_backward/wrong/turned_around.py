# expect: with its sign turned around
import numpy as np


def my_log_softmax_backward(upstream, log_probs):
    return np.exp(log_probs) * upstream.sum(axis=1, keepdims=True) - upstream
