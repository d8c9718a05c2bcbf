# expect: 0 * log 0 is nan
import numpy as np


def my_entropy(p):
    return -np.sum(p * np.log(p), axis=-1)
