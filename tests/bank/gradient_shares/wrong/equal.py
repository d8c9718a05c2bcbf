# expect: The examples share equally
import numpy as np


def my_shares(target, weight):
    n = len(target)
    return np.ones(n) / n
