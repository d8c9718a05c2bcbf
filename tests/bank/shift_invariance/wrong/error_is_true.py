# expect: A number passes as such
import numpy as np


def is_shift_invariant(function):
    z = np.array([1.0, -2.0, 0.5])
    try:
        for a, b in zip(function(z), function(z + 3), strict=True):
            assert abs(a - b) < 1e-6
    except AssertionError:
        return False
    except TypeError:
        pass
    return True
