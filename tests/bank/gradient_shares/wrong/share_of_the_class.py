# expect: the share of the whole class
import numpy as np


def my_shares(target, weight):
    counts = np.bincount(target, minlength=len(weight))
    shares = counts * weight / np.sum(counts * weight)
    return shares[target]
