# expect: A small probability counts as 0
import numpy as np


def my_kl(p, q):
    kept = p > 0.01
    with np.errstate(divide="ignore"):
        return np.where(kept, p * np.log(np.where(kept, p, 1) / np.where(kept, q, 1)), 0).sum(-1)
