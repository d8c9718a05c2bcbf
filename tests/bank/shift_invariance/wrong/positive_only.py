# expect: No score changes its sign
import numpy as np


def is_shift_invariant(function):
    scores = np.random.default_rng(1).random(5)
    return np.allclose(function(scores + 0.1), function(scores))
