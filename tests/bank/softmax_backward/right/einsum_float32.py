import numpy as np


def my_softmax_backward(upstream, probs):
    p, g = probs.astype(np.float32), upstream.astype(np.float32)
    expected = np.einsum("nc,nc->n", p, g)
    return p * (g - expected[:, None])
