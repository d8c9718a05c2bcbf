# expect: The index ends after N rows
import numpy as np


def my_resample(target, weight):
    index = np.repeat(np.arange(len(target)), weight[target])
    return np.resize(index, len(target)) if len(index) > len(target) else index
