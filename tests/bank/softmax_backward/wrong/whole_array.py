# expect: The sum runs over the whole array
import numpy as np


def my_softmax_backward(upstream, probs):
    return probs * (upstream - np.sum(upstream * probs))
