# expect: Every q of 0 makes the divergence infinite
import numpy as np


def my_kl(p, q):
    terms = np.where(p > 0, p * np.log(p / q), 0)
    return np.where(q == 0, np.inf, terms).sum(axis=-1)
