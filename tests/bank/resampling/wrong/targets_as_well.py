# expect: the index alone
import numpy as np


def my_resample(target, weight):
    index = np.repeat(np.arange(len(target)), weight[target])
    return index, target[index]
