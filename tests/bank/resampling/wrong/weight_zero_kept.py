# expect: none of its examples stays
import numpy as np


def my_resample(target, weight):
    copies = np.maximum(weight[target], 1)
    return np.repeat(np.arange(len(target)), copies)
