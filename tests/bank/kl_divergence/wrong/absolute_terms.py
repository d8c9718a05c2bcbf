# expect: Each term is made positive
import numpy as np


def my_kl(p, q):
    return np.nansum(np.abs(p * np.log(p / q)), axis=-1)
