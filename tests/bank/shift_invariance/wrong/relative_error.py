# expect: with these scores, this shift and this tolerance
import numpy as np


def is_shift_invariant(function):
    z = np.array([1.0, -2.0, 0.5])
    before, after = np.asarray(function(z)), np.asarray(function(z + 0.1))
    return bool(np.linalg.norm(after - before) <= 0.1 * np.linalg.norm(before))
