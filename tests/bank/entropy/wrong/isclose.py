# expect: A small probability counts as 0
import numpy as np


def my_entropy(p):
    nothing = np.isclose(p, 0)
    logs = np.log(p, where=~nothing, out=np.zeros_like(p))
    return -(p * logs).sum(axis=-1)
