import numpy as np


def is_shift_invariant(function):
    z = np.array([1, -2, 4])
    return bool(np.allclose(function(z + 1000), function(z)) and np.allclose(function(z - 1000), function(z)))
