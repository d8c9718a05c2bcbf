# expect: Every function passes
import numpy as np


def is_shift_invariant(function):
    scores = np.random.default_rng(1).normal(size=5)
    return np.allclose(function(scores + 1e-10), function(scores))
