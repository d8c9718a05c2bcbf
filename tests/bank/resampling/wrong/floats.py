# expect: these are floats
import numpy as np


def my_resample(target, weight):
    index = np.empty(0)
    for n, y in enumerate(target):
        index = np.append(index, np.full(weight[y], n))
    return index
