# expect: Is there a return on every path?
import numpy as np


def is_shift_invariant(function):
    z = np.array([1.0, -2.0, 0.5])
    if not np.allclose(function(z + 1), function(z)):
        return False
