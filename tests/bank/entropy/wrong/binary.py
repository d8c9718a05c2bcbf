# expect: The surprise of not p is in the sum too
import numpy as np
from scipy.special import xlogy


def my_entropy(p):
    return -np.sum(xlogy(p, p) + xlogy(1 - p, 1 - p), axis=-1)
