# expect: changes its argument upstream
import numpy as np


def my_log_softmax_backward(upstream, log_probs):
    upstream -= np.exp(log_probs) * upstream.sum(axis=1, keepdims=True)
    return upstream
