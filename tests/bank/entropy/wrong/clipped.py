# expect: p is kept 1e-07 away from 0 and from 1
import numpy as np


def my_entropy(p):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return -(p * np.log(p)).sum(axis=-1)
