# expect: This says how many copies
import numpy as np


def my_resample(target, weight):
    return np.array([weight[y] for y in target])
