# expect: -1e+09 in place of -inf
import numpy as np


def my_logsumexp(logits):
    logits = np.where(logits == -np.inf, -1e9, logits)
    top = logits.max(1)
    return top + np.log(np.exp(logits - top.reshape(-1, 1)).sum(1))
