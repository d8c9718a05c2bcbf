# expect: without their probabilities
import numpy as np


def my_entropy(p):
    return -np.sum(np.log(p), axis=-1)
