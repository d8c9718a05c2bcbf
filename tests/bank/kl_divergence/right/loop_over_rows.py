import math

import numpy as np


def my_kl(p, q):
    if p.ndim > 1:
        return np.array([my_kl(a, b) for a, b in zip(p, q, strict=True)])
    total = 0
    for pc, qc in zip(p, q, strict=True):
        if pc == 0:
            continue
        if qc == 0:
            return math.inf
        total += pc * math.log(pc / qc)
    return total
