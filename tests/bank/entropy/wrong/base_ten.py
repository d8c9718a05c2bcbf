# expect: The logarithm is to base 10
import numpy as np


def my_entropy(p):
    logs = np.log10(np.where(p > 0, p, 1.0))
    return -np.sum(p * logs, axis=-1)
