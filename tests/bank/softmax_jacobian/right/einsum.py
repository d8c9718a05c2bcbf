import numpy as np
from scipy.special import softmax


def my_jacobian(logits):
    p = softmax(logits)
    return np.einsum("k,kj->kj", p, np.eye(p.size) - p)
