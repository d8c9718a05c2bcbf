# expect: a plain sum is right
import numpy as np


def my_log_softmax_backward(upstream, log_probs):
    p = np.exp(log_probs)
    weighted = np.sum(p * upstream, axis=-1)[:, None]
    return upstream - p * weighted
