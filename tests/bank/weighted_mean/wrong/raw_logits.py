# expect: log_softmax is missing
import numpy as np


def my_weighted_mean(logits, target, weight):
    picked = logits[np.arange(len(target)), target]
    return -np.average(picked, weights=weight[target])
