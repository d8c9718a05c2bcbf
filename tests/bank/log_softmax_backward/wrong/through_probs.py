# expect: on paper the division cancels
import numpy as np


def my_log_softmax_backward(upstream, log_probs):
    p = np.exp(log_probs)
    into_probs = upstream / p  # derivative of the logarithm
    return p * (into_probs - (into_probs * p).sum(axis=1, keepdims=True))
