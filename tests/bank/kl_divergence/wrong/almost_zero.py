# expect: A q as small as 1e-30 counts as 0
import numpy as np


def my_kl(p, q):
    with np.errstate(all="ignore"):
        terms = np.nan_to_num(p * np.log(p / q), posinf=np.inf)
    return np.where(((q < 1e-12) & (p > 0)).any(axis=-1), np.inf, terms.sum(axis=-1))
