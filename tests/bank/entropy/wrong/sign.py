# expect: a minus sign is missing
import numpy as np


def my_entropy(p):
    logp = np.log(p, where=p > 0, out=np.zeros_like(p))
    return (p * logp).sum(axis=-1)
