import numpy as np


def my_entropy(p):
    safe = np.where(p > 0, p, 1)
    return -(p * np.log(safe)).sum(axis=-1)
