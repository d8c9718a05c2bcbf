# expect: At index [0, 0] it is
import numpy as np
from scipy.special import expit


def my_log_softmax_backward(upstream, log_probs):
    return upstream - expit(log_probs) * np.sum(upstream, axis=1, keepdims=True)
