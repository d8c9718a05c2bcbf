import numpy as np


def my_log_softmax_backward(upstream, log_probs):
    g, p = upstream.astype(np.float32), np.exp(log_probs.astype(np.float32))
    return g - np.einsum("nj,nk->nk", g, p)
