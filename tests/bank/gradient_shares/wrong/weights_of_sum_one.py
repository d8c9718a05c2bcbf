# expect: of weights that sum to 1
import numpy as np


def my_shares(target, weight):
    return weight / np.sum(weight)
