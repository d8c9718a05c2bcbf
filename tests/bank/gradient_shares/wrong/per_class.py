# expect: one number for each class
import numpy as np


def my_shares(target, weight):
    counts = np.bincount(target, minlength=len(weight))
    return counts * weight / (counts * weight).sum()
