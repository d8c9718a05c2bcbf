# expect: could not be broadcast together
import numpy as np


def my_softmax_backward(upstream, probs):
    jacobian = np.diagflat(probs) - probs.T @ probs
    return upstream @ jacobian
