# expect: Every function passes
import numpy as np


def is_shift_invariant(function):
    scores = np.random.default_rng(1).normal(size=5)
    shifted = scores
    shifted += 3
    return np.allclose(function(shifted), function(scores))
