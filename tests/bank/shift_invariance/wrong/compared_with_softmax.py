# expect: Only softmax passes
import numpy as np

from celoss import softmax


def is_shift_invariant(function):
    z = np.array([0.3, -0.6, 2.0])
    result = function(z)
    return np.shape(result) == z.shape and bool(np.allclose(result, softmax(z)))
