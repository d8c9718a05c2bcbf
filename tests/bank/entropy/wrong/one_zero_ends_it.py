# expect: One zero ends it for the whole array
import numpy as np


def my_entropy(p):
    if 0 in p:
        return 0.0
    return -(p * np.log(p)).sum(axis=-1)
