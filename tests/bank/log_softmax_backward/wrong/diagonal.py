# expect: Only the diagonal of the Jacobian
import numpy as np


def my_log_softmax_backward(upstream, log_probs):
    return upstream * (1 - np.exp(log_probs))
