# expect: The row's sum is taken off every class alike
import numpy as np


def my_log_softmax_backward(upstream, log_probs):
    return upstream - np.sum(upstream, axis=1, keepdims=True)
