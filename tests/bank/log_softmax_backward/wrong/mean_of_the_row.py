# expect: This is the mean of the row's upstream, not its sum
import numpy as np


def my_log_softmax_backward(upstream, log_probs):
    return upstream - np.exp(log_probs) * upstream.mean(axis=1, keepdims=True)
