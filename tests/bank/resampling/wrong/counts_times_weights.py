# expect: how often their class occurs
import numpy as np


def my_resample(target, weight):
    counts = np.bincount(target, minlength=len(weight))
    return np.repeat(np.arange(len(target)), (counts * weight)[target])
