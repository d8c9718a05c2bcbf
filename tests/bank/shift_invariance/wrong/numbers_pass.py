# expect: A number passes as such
import numpy as np


def is_shift_invariant(function):
    z = np.array([1.0, -2.0, 0.5])
    before, after = function(z), function(z + 2.0)
    if np.ndim(before):
        return bool(np.allclose(before, after))
    return True
