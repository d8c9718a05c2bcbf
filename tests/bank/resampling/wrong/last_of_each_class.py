# expect: All copies are of the last example
import numpy as np


def my_resample(target, weight):
    where = np.zeros(len(weight), dtype=int)
    where[target] = np.arange(len(target))
    return where[np.repeat(target, weight[target])]
