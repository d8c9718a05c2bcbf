import numpy as np


def my_shares(target, weight):
    w = np.ma.masked_less(weight, 0)[target]
    return w / w.sum()
