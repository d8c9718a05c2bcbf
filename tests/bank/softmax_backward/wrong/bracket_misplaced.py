# expect: in proportion to probs.
import numpy as np


def my_softmax_backward(upstream, probs):
    pg = probs * upstream
    return pg - np.sum(pg, axis=1, keepdims=True)
