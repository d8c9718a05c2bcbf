# expect: is replaced after the sum
import numpy as np


def my_kl(p, q):
    divergence = (p * np.log(p / q)).sum(axis=-1)
    return np.where(np.isnan(divergence), 0, divergence)
