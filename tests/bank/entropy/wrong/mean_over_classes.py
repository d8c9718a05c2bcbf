# expect: entropy is their sum
import numpy as np


def my_entropy(p):
    logs = np.log(np.where(p > 0, p, 1))
    return -np.mean(p * logs, axis=-1)
