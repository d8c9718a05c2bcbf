# expect: summed without weights
import numpy as np


def my_softmax_backward(upstream, probs):
    return probs * (upstream - np.sum(upstream, axis=1, keepdims=True))
