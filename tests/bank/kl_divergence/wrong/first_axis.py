# expect: The sum runs over the first axis
import numpy as np


def my_kl(p, q):
    return np.nansum(p * np.log(p / q), axis=0)
