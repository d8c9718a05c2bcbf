# expect: Classes are made equally large before their weights
import numpy as np


def my_resample(target, weight):
    largest = np.bincount(target).max()
    parts = []
    for c in np.unique(target):
        rows = np.flatnonzero(target == c)
        parts.append(np.resize(rows, largest * weight[c]))
    return np.concatenate(parts)
