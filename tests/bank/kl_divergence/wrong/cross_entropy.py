# expect: This is the cross-entropy
import numpy as np


def my_kl(p, q):
    return -np.where(p > 0, p * np.log(q), 0).sum(axis=-1)
