# expect: 1e-12 inside the logarithm moves every term
import numpy as np


def my_entropy(p):
    return -np.sum(p * np.log(p + 1e-12), axis=-1)
