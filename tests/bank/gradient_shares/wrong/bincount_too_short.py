# expect: raises ValueError
import numpy as np


def my_shares(target, weight):
    divisor = np.bincount(target) @ weight
    return weight[target] / divisor
