# expect: 2.22e-16 inside the logarithm
import numpy as np


def my_entropy(p):
    return -np.sum(p * np.log(p + np.finfo(p.dtype).eps), axis=-1)
