# expect: changes its argument p
import numpy as np


def my_entropy(p):
    p[p == 0] = 1
    return -(p * np.log(p)).sum(axis=-1)
