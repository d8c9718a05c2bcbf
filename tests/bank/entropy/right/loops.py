import math

import numpy as np


def one_entropy(row):
    total = 0.0
    for x in row:
        if x > 0:
            total += x * math.log(1 / x)
    return total


def my_entropy(p):
    p = np.asarray(p)
    if p.ndim == 1:
        return one_entropy(p)
    return np.array([one_entropy(row) for row in p])
