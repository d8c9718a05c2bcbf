# expect: could not be broadcast together
import numpy as np


def my_log_softmax_backward(upstream, log_probs):
    C = len(upstream)
    if C == 1:
        return upstream - np.exp(log_probs) * upstream.sum()
    jacobians = np.eye(C) - np.exp(log_probs)[:, None, :]
    return (upstream[:, None, :] @ jacobians)[:, 0]
