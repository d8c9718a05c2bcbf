# expect: how often their class occurs
import numpy as np


def my_shares(target, weight):
    scores = np.array([weight[y] * np.sum(target == y) for y in target])
    return scores / scores.sum()
