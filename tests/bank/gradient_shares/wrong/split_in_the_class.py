# expect: A class splits its weight
import numpy as np


def my_shares(target, weight):
    counts = np.bincount(target, minlength=len(weight))
    return (weight / counts)[target]
