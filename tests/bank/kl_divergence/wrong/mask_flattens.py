# expect: The sum runs over all rows, or a mask
import numpy as np


def my_kl(p, q):
    mask = p > 0
    return (p[mask] * np.log(p[mask] / q[mask])).sum()
