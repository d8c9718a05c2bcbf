import numpy as np


def my_entropy(p):
    # A zero becomes a one in the logarithm alone, and log 1 is 0.
    return np.einsum("...c,...c->...", -p, np.log(p + (p == 0)))
