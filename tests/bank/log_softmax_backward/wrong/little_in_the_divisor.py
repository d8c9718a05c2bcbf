# expect: A small number in the divisor, or a clip
import numpy as np


def my_log_softmax_backward(upstream, log_probs):
    p = np.exp(log_probs)
    into_p = upstream / (p + 1e-10)
    return p * (into_p - np.sum(into_p * p, axis=1, keepdims=True))
