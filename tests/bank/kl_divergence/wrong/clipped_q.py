# expect: 1e-08 in the logarithm hides
import numpy as np


def my_kl(p, q):
    q = np.clip(q, 1e-8, 1)
    return np.where(p > 0, p * np.log(np.where(p > 0, p, 1) / q), 0).sum(axis=-1)
