# expect: No function passes: is it one shift for all classes, of moderate size
import numpy as np


def is_shift_invariant(function):
    scores = np.array([1.0, -2.0, 0.5])
    return bool(np.allclose(function(scores + 1e20), function(scores)))
