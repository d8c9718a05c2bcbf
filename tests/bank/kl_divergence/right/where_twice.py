import numpy as np


def my_kl(p, q):
    safe_p = np.where(p > 0, p, 1.0)
    safe_q = np.where(p > 0, q, 1.0)
    with np.errstate(divide="ignore"):
        return np.sum(p * (np.log(safe_p) - np.log(safe_q)), axis=-1)
