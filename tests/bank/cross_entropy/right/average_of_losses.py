import numpy as np


def my_cross_entropy(logits, target):
    top = np.amax(logits, 1)
    lse = np.log(np.exp(logits.T - top).sum(axis=0)) + top
    return np.average(lse - np.choose(target, logits.T))
