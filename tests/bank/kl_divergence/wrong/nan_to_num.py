# expect: A huge number stands in for infinity
import numpy as np


def my_kl(p, q):
    return np.nan_to_num(p * np.log(p / q)).sum(axis=-1)
