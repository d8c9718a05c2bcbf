# expect: These are bits
import numpy as np


def my_kl(p, q):
    return np.nansum(p * np.log2(p / q), axis=-1)
