# expect: The number of classes is taken from the targets
import numpy as np


def my_shares(target, weight):
    divisor = np.bincount(target) @ weight
    return weight[target] / divisor
