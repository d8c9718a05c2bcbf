import math

import numpy as np


def values(result):
    return np.atleast_1d(result).tolist()


def is_shift_invariant(function):
    for scores in ([1.0, -2.0, 0.5], [-3.0, -1.0, 2.0, 0.25]):
        for shift in (-1.5, 4.0):
            old = values(function(np.array(scores)))
            new = values(function(np.array(scores) + shift))
            if any(not math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-9) for a, b in zip(old, new, strict=True)):
                return False
    return True
