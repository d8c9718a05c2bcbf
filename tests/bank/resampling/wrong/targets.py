# expect: These are targets
import numpy as np


def my_resample(target, weight):
    return np.repeat(target, weight[target])
