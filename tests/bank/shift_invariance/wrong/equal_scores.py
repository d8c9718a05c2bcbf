# expect: All scores are equal
import numpy as np


def is_shift_invariant(function):
    z = np.full(3, 2.0)
    return bool(np.allclose(function(z + 3), function(z)))
