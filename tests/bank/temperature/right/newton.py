import numpy as np


def my_temperature(logits, wanted):
    gaps = logits.max() - logits
    beta = 0.0
    for _ in range(1000):
        exps = np.exp(-beta * gaps)
        f = np.log(exps.sum()) + np.log(wanted)
        slope = -(gaps * exps).sum() / exps.sum()
        beta -= f / slope
    return 1 / beta
