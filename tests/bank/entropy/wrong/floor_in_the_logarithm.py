# expect: as the smallest p of which the logarithm is taken
import numpy as np


def my_entropy(p):
    logs = np.log(np.maximum(p, 1e-15))
    return -np.einsum("...c,...c->...", p, logs)
