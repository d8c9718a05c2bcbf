# expect: a divergence is never negative
import numpy as np


def my_kl(p, q):
    ratio = np.where(p > 0, q, 1) / np.where(p > 0, p, 1)
    return (p * np.log(ratio)).sum(axis=-1)
