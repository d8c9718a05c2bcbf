# expect: or the shift too small
import numpy as np


def is_shift_invariant(function):
    scores = np.array([1.0, -2.0, 0.5])
    return np.allclose(function(scores + 0.01), function(scores), atol=1e-3)
