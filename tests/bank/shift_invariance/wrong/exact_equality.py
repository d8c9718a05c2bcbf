# expect: computed numbers agree to rounding, not exactly
import numpy as np


def is_shift_invariant(function):
    rng = np.random.default_rng(1)
    for _ in range(10):
        scores = rng.normal(size=5)
        if not np.array_equal(function(scores + 3.3), function(scores)):
            return False
    return True
