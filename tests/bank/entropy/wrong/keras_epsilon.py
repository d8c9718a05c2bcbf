# expect: 1e-07 inside the logarithm moves every term
import numpy as np


def my_entropy(p):
    eps = 1e-7
    return -(p * np.log(p + eps)).sum(axis=-1)
