# expect: No function passes: is it one shift for all classes, of moderate size
import numpy as np


def is_shift_invariant(function):
    rng = np.random.default_rng(1)
    for _ in range(10):
        scores = rng.normal(size=5)
        shift = rng.normal(size=5)
        if not np.allclose(function(scores + shift), function(scores)):
            return False
    return True
