# expect: with these scores, this shift and this tolerance
import numpy as np


def is_shift_invariant(function):
    z = np.array([1.0, -2.0, 0.5])
    return bool(np.abs(np.asarray(function(z)) - function(z + 1)).max() < 0.9)
