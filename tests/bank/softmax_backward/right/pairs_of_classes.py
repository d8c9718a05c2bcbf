import numpy as np


def my_softmax_backward(upstream, probs):
    gaps = upstream[:, :, None] - upstream[:, None, :]
    return np.einsum("nk,nj,nkj->nk", probs, probs, gaps)
