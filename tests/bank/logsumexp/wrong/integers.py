# expect: cut to whole ones
import numpy as np
from scipy.special import logsumexp


def my_logsumexp(logits):
    result = np.full(len(logits), 0)
    for n, row in enumerate(logits):
        result[n] = logsumexp(row)
    return result
