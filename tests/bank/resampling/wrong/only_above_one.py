# expect: Only weights above 1 count
import numpy as np


def my_resample(target, weight):
    heavy = [n for n, label in enumerate(target) if weight[label] > 1]
    return np.repeat(heavy, weight[target[heavy]]) if heavy else np.array([], dtype=int)
