# expect: the last axis is -1
import numpy as np


def my_entropy(p):
    return -np.where(p > 0, p * np.log(np.where(p > 0, p, 1)), 0).sum(axis=1)
