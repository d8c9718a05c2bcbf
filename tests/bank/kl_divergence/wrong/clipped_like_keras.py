# expect: 1e-07 in place of 0 hides
import numpy as np


def my_kl(p, q):
    p = np.clip(p, 1e-7, 1)
    q = np.clip(q, 1e-7, 1)
    return np.sum(p * np.log(p / q), axis=-1)
