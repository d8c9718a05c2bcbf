# expect: The first part is upstream * probs
import numpy as np


def my_softmax_backward(upstream, probs):
    jacobians = np.eye(probs.shape[1]) - np.einsum("ni,nj->nij", probs, probs)
    return np.einsum("nij,nj->ni", jacobians, upstream)
