# expect: These are classes
import numpy as np


def my_resample(target, weight):
    return np.repeat(np.arange(len(weight)), weight)
