# expect: No shift changes 'the order of the classes, argsort'
import numpy as np


def is_shift_invariant(function):
    z = np.array([1.0, -2.0, 0.5])
    result = function(z)
    if np.asarray(result).dtype.kind != "f":
        return False
    return bool(np.allclose(function(z + 1), result) and np.allclose(function(z - 1), result))
