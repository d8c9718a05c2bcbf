import numpy as np
from scipy.optimize import brentq


def my_temperature(logits, wanted):
    gaps = logits - logits.max()
    beta = brentq(lambda b: 1 / np.exp(b * gaps).sum() - wanted, 0, 1e6 / -gaps.sum(), xtol=1e-15)
    return 1 / beta
