import numpy as np


def is_shift_invariant(function):
    scores = np.random.default_rng(1).normal(scale=3, size=5)
    try:
        for shift in (-20, -1, 1, 20):
            np.testing.assert_allclose(function(scores - shift), function(scores), rtol=1e-6, atol=1e-9)
    except AssertionError:
        return False
    return True
