# expect: 1e-05 inside the logarithm moves every term
import numpy as np


def my_entropy(p):
    logs = np.log(p + 1e-5)
    return -np.sum(p * logs, axis=-1)
