# expect: each row needs its own
import numpy as np


def my_logsumexp(logits):
    m = np.max(logits)
    return m + np.log(np.exp(logits - m).sum(axis=1))
