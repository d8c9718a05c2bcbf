# expect: their mean over the examples of the batch
import numpy as np


def my_shares(target, weight):
    w = weight / np.mean(weight)
    return np.array([w[y] / len(target) for y in target])
