# expect: True and False have changed places
import numpy as np


def is_shift_invariant(function):
    scores = np.array([1.0, -2.0, 0.5])
    changed = not np.allclose(function(scores + 5), function(scores))
    return changed
