# expect: The whole array is made to sum to 1
import numpy as np
from scipy.special import entr


def my_entropy(p):
    p = p / np.sum(p)
    return entr(p).sum(-1)
