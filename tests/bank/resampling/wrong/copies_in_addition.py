# expect: the example itself is one of the copies
import numpy as np


def my_resample(target, weight):
    index = list(range(len(target)))
    for n, y in enumerate(target):
        index += [n] * weight[y]
    return np.array(index)
