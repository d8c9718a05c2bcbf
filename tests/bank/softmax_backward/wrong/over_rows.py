# expect: The sum runs over the rows
import numpy as np


def my_softmax_backward(upstream, probs):
    s = np.sum(upstream * probs, axis=0)
    return probs * (upstream - s)
