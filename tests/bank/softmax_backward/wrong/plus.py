# expect: The weighted sum is added
import numpy as np


def my_softmax_backward(upstream, probs):
    weighted = np.einsum("nc,nc->n", upstream, probs)
    return np.multiply(upstream + weighted[:, np.newaxis], probs)
