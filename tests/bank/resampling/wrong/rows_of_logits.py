# expect: missing 1 required positional argument
import numpy as np


def my_resample(logits, target, weight):
    return np.repeat(np.arange(len(target)), weight[target])
