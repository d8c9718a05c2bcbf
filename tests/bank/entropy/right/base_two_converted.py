import numpy as np


def my_entropy(p):
    logs = np.zeros_like(p)
    np.log2(p, out=logs, where=p > 0)
    return -(p * logs).sum(-1) * np.log(2)
