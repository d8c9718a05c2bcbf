# expect: The scores are so large that the sigmoid
import numpy as np


def is_shift_invariant(function):
    z = np.array([80.0, -90.0, 100.0])
    return bool(np.allclose(function(z), function(z + 1)))
