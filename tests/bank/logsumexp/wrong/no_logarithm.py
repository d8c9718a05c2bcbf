# expect: its logarithm is missing
import numpy as np


def my_logsumexp(logits):
    return np.exp(logits).sum(axis=1)
