# expect: One infinite row makes every row infinite
import numpy as np


def my_kl(p, q):
    if np.any((q == 0) & (p > 0)):
        return np.full(p.shape[:-1], np.inf)[()]
    ratio = np.divide(p, q, out=np.ones_like(p), where=p > 0)
    return (p * np.log(ratio)).sum(axis=-1)
