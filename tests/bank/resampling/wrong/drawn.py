# expect: a draw equals the weighted mean on average only
import numpy as np


def my_resample(target, weight):
    p = weight[target] / weight[target].sum()
    return np.random.default_rng().choice(len(target), size=1000, p=p)
