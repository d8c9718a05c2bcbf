# expect: What sums to 1 passes
import numpy as np


def is_shift_invariant(function):
    result = np.atleast_1d(function(np.array([0.3, -0.6, 2.0])))
    return bool((result > 0).all() and abs(result.sum() - 1) < 1e-9)
