# expect: The ratios are summed without their weights
import numpy as np


def my_kl(p, q):
    return (np.log(p) - np.log(q)).sum(axis=-1)
