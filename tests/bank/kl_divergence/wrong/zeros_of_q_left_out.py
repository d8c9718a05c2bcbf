# expect: Classes with q = 0 are left out
import numpy as np


def my_kl(p, q):
    ok = (p > 0) & (q > 0)
    ratio = np.divide(p, q, out=np.ones_like(p), where=ok)
    return (p * np.log(ratio)).sum(axis=-1)
