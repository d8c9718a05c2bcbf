# expect: weighed by q
import numpy as np


def my_kl(p, q):
    return np.sum(q * np.log(p / q), axis=-1)
