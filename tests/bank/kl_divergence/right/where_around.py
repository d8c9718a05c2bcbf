import numpy as np


def my_kl(p, q):
    with np.errstate(all="ignore"):
        return np.where(p > 0, p * np.log(p / q), 0).sum(axis=-1)
