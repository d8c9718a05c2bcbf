# expect: With 1e-15 inside the logarithm
import numpy as np

from celoss import softmax


def my_soft_cross_entropy(logits, probs):
    p = softmax(logits, axis=1)
    return -np.einsum("nc,nc->", probs, np.log(p + 1e-15)) / p.shape[0]
