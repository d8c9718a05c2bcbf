import numpy as np


def my_log_softmax_backward(upstream, log_probs):
    C = upstream.shape[1]
    return upstream - np.exp(log_probs) * (upstream @ np.ones((C, C)))
