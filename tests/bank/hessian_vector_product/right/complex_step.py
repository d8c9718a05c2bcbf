import numpy as np


def my_hvp(logits, vector):
    z = logits - logits.max(axis=1, keepdims=True) + 1e-20j * vector
    e = np.exp(z)
    return np.imag(e / e.sum(axis=1, keepdims=True)) / 1e-20
