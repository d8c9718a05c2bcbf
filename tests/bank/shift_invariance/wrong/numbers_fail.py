# expect: A number fails as such
import numpy as np


def is_shift_invariant(function):
    z = np.array([1.0, -2.0, 0.5])
    try:
        return all(abs(a - b) < 1e-9 for a, b in zip(function(z), function(z - 2), strict=True))
    except TypeError:
        return False
