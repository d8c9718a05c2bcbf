import numpy as np


def fails(n):
    logits = np.array([n, 0.0])
    with np.errstate(all="ignore"):
        exps = np.exp(logits + logits.max())
        return np.isnan(exps / exps.sum()).any()


my_n = next(n for n in range(1000) if fails(float(n)))
