# expect: an approximation
import numpy as np


def my_kl(p, q):
    differences = np.where(p == q, 0, (p - q) ** 2 / np.where(p == q, 1, q))
    return differences.sum(axis=-1) / 2
