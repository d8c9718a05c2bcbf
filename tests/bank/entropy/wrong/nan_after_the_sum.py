# expect: is replaced after the sum
import numpy as np


def my_entropy(p):
    sums = -(p * np.log(p)).sum(axis=-1)
    return np.where(np.isnan(sums), 0, sums)
