# expect: with these scores, this shift and this tolerance
import numpy as np


def is_shift_invariant(function):
    z = np.array([1.0, -2.0, 0.5])
    ranks = [np.argsort(np.atleast_1d(function(scores))) for scores in (z, z + 1)]
    return bool(np.array_equal(*ranks))
