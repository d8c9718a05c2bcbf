# expect: filled up to the largest
import numpy as np


def my_resample(target, weight):
    largest = np.bincount(target).max()
    index = []
    for c in np.unique(target):
        rows = np.flatnonzero(target == c)
        index.append(np.resize(rows, largest))
    return np.concatenate(index)
