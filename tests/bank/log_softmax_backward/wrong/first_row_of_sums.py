# expect: The sum runs over the rows
import numpy as np


def my_log_softmax_backward(upstream, log_probs):
    return upstream - np.exp(log_probs) * sum(upstream)
