# expect: Scores that sum to 0 make z / z.sum()
import numpy as np


def is_shift_invariant(function):
    scores = np.array([-1.0, 0.0, 1.0])
    for shift in (-10, -1, 1, 10):
        difference = function(scores + shift) - function(scores)
        if np.max(np.abs(difference)) > 1e-8:
            return False
    return True
