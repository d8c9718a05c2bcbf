# expect: A class has as many rows as its weight
import numpy as np


def my_resample(target, weight):
    index = []
    for c in range(len(weight)):
        rows = np.flatnonzero(target == c)
        if len(rows):
            index += [rows[i % len(rows)] for i in range(weight[c])]
    return np.array(index)
