# expect: it should have one axis
import numpy as np


def my_resample(target, weight):
    copies = int(weight.max())
    return np.tile(np.arange(len(target)), (copies, 1))
