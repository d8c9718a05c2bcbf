# expect: it is its class that has the weight
import numpy as np


def my_resample(target, weight):
    return np.repeat(np.arange(len(target)), weight)
