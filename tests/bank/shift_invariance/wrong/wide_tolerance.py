# expect: A small difference passes
import numpy as np


def is_shift_invariant(function):
    scores = np.array([-4.0, -2.0, -1.0, -3.0])
    return all(np.allclose(function(scores + c), function(scores), atol=0.1) for c in (-5, 5))
