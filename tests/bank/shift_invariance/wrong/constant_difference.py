# expect: What moves along with the shift passes
import numpy as np


def is_shift_invariant(function):
    z = np.array([1.0, -2.0, 0.5])
    change = np.atleast_1d(np.asarray(function(z + 1)) - np.asarray(function(z)))
    return bool(np.ptp(change) < 1e-9)
