# expect: At index [0] it is
import numpy as np


def my_entropy(p):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return -(p * np.log(p)).sum(axis=-1)
