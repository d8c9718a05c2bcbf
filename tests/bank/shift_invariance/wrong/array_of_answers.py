# expect: The shape is (5,), and should be ().
import numpy as np


def is_shift_invariant(function):
    scores = np.random.default_rng(1).normal(size=5)
    return np.isclose(function(scores + 2), function(scores))
