import numpy as np


def is_shift_invariant(function):
    z = np.array([0.25, -1.5, 3.0, -0.75])
    before = np.ravel(function(z))
    return all(np.abs(np.ravel(function(z + c)) - before).max() < 1e-9 for c in (-2.5, 2.5))
