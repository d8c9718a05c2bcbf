# expect: There is a 1 in the sum
import numpy as np


def my_logsumexp(logits):
    return np.log(1 + np.exp(logits).sum(axis=1))
