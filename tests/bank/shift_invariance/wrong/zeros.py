# expect: No score changes its sign (or all are equal)
import numpy as np


def is_shift_invariant(function):
    scores = np.zeros(4)
    return all(np.allclose(function(scores + c), function(scores)) for c in (-3, 3))
