import math

import numpy as np


def my_logsumexp(logits):
    result = np.empty(len(logits))
    for n, row in enumerate(logits):
        m = max(row)
        if m == -math.inf:
            result[n] = m
        else:
            result[n] = m + math.log(sum(math.exp(z - m) for z in row))
    return result
