# expect: p[p > 0] has flattened it
import numpy as np


def my_entropy(p):
    p = p[p > 0]
    return -(p * np.log(p)).sum(axis=-1)
