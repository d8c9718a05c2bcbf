import numpy as np


def my_jacobian(logits):
    e = np.exp(logits - logits.max())
    p = e / e.sum()
    return np.diag(p) - p[:, None] * p[None, :]
