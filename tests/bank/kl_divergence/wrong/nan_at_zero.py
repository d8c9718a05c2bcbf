# expect: Where p is 0 the logarithm gives nan
import numpy as np


def my_kl(p, q):
    return np.sum(p * np.log(p / q), axis=-1)
