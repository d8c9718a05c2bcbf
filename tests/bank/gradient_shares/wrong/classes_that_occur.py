# expect: A class that occurs twice counts once
import numpy as np


def my_shares(target, weight):
    present = np.unique(target)
    return weight[target] / weight[present].sum()
