# expect: for each class that occurs
import numpy as np


def my_shares(target, weight):
    present = sorted(set(target.tolist()))
    return np.array([weight[c] for c in present]) / sum(weight[y] for y in target)
