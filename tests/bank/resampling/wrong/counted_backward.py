# expect: rows are 0 to 2
import numpy as np


def my_resample(target, weight):
    return np.repeat(-np.arange(1, len(target) + 1), weight[target][::-1])
