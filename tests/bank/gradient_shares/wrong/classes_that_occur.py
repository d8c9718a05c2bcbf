# expect: the classes that occur
import numpy as np


def my_shares(target, weight):
    present = np.unique(target)
    return weight[target] / weight[present].sum()
