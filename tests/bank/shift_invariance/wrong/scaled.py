# expect: The scores are multiplied
import numpy as np


def is_shift_invariant(function):
    scores = np.random.default_rng(1).normal(size=5)
    return np.allclose(function(3 * scores), function(scores))
