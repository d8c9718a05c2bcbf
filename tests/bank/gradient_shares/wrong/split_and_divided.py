# expect: A class splits its weight among its examples here: each
import numpy as np


def my_shares(target, weight):
    split = np.array([weight[y] / np.sum(target == y) for y in target])
    return split / split.sum()
