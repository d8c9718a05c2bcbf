# expect: Powers and logarithm are to base 2
import numpy as np


def my_logsumexp(logits):
    return np.logaddexp2.reduce(logits, axis=1)
