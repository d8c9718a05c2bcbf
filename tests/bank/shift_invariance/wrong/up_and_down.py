# expect: What moves along with the shift passes
import numpy as np


def is_shift_invariant(function):
    z = np.array([1.0, -2.0, 0.5])
    up, down = np.asarray(function(z + 2)), np.asarray(function(z - 2))
    return bool(np.allclose((up + down) / 2, function(z)))
