# expect: or only sums, means or a single score
import numpy as np


def is_shift_invariant(function):
    rng = np.random.default_rng(1)
    for shift in (-4, 2, 9):
        scores = rng.normal(size=5)
        if not np.isclose(np.sum(function(scores + shift)), np.sum(function(scores))):
            return False
    return True
