# expect: All copies are of the first example
import numpy as np


def my_resample(target, weight):
    first = {label: n for n, label in reversed(list(enumerate(target.tolist())))}
    return np.concatenate([np.full(weight[label], first[label], dtype=int) for label in target.tolist()])
