import numpy as np


def my_resample(target, weight):
    ends = np.cumsum(weight[target])
    return np.searchsorted(ends, np.arange(ends[-1]), side="right")
