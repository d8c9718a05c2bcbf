# expect: These are bits
import numpy as np


def my_entropy(p):
    return -np.sum(p * np.log2(np.where(p == 0, 1, p)), axis=-1)
