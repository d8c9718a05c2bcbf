# expect: Every example comes equally often
import numpy as np


def my_resample(target, weight):
    return np.repeat(np.arange(len(target)), weight.max())
