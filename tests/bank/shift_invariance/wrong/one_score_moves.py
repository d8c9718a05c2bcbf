# expect: all classes need one shift
import numpy as np


def is_shift_invariant(function):
    scores = np.array([1.0, -2.0, 0.5])
    moved = scores.copy()
    moved[0] += 3
    return np.allclose(function(moved), function(scores))
