# expect: 1e-12 in the logarithm hides
import numpy as np


def my_kl(p, q):
    eps = 1e-12
    return np.sum(p * (np.log(p + eps) - np.log(q + eps)), axis=-1)
