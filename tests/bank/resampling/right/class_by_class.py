import numpy as np


def my_resample(target, weight):
    parts = [np.tile(np.flatnonzero(target == c), weight[c]) for c in range(len(weight))]
    return np.concatenate(parts)
