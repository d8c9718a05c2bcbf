# expect: The shape is (2, 1)
import numpy as np


def my_entropy(p):
    return -np.sum(p * np.log(np.where(p > 0, p, 1)), axis=-1, keepdims=True)
