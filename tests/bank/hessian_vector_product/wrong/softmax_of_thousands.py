# expect: exp overflows
import numpy as np


def my_hvp(logits, vector):
    e = np.exp(logits)
    Z = e.sum(axis=1)[:, None]
    return e / Z * vector - e / Z * (e * vector).sum(axis=1)[:, None] / Z
