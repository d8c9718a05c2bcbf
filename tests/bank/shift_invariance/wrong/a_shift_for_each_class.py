# expect: No function passes: all classes need one shift
import numpy as np


def is_shift_invariant(function):
    rng = np.random.default_rng(1)
    for _ in range(10):
        scores = rng.normal(size=5)
        shift = rng.normal(size=5)
        if not np.allclose(function(scores + shift), function(scores)):
            return False
    return True
