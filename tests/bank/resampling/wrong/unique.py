# expect: Every example comes once
import numpy as np


def my_resample(target, weight):
    index = np.repeat(np.arange(len(target)), weight[target])
    return np.unique(index)
