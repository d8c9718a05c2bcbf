import numpy as np


def is_shift_invariant(function):
    z = np.array([-2.0, 0.0, 1.0, 0.5])
    worst = max(np.max(abs(function(z + c) - function(z))) for c in np.linspace(-9, 9, 40))
    return worst < 1e-6
