# expect: Rare classes have more here
import numpy as np


def my_shares(target, weight):
    inverse = 1 / np.bincount(target, minlength=len(weight)).clip(1)[target]
    return inverse / inverse.sum()
