# expect: This is upstream * probs
import numpy as np


def my_log_softmax_backward(upstream, log_probs):
    return np.multiply(upstream, np.exp(log_probs))
