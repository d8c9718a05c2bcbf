import numpy as np


def my_shares(target, weight):
    total = 0.0
    for label in target:
        total += weight[label]
    return np.array([weight[label] / total for label in target])
