# expect: share of each example
import numpy as np


def my_resample(target, weight):
    p = weight[target] / weight[target].sum()
    return np.random.default_rng(0).choice(len(target), size=weight[target].sum(), p=p)
