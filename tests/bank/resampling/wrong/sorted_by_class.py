# expect: they are out of step
import numpy as np


def my_resample(target, weight):
    order = np.argsort(target, kind="stable")
    copies = [int(weight[label]) for label in target]
    return np.repeat(order, copies)
