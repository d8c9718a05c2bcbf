# expect: plain mean is subtracted
import numpy as np


def my_softmax_backward(upstream, probs):
    centered = upstream - np.mean(upstream, axis=1, keepdims=True)
    return probs * centered
