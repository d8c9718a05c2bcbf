# expect: Clipping changes the sum
import numpy as np


def my_logsumexp(logits):
    logits = np.clip(logits, -700, 700)
    return np.log(np.exp(logits).sum(axis=1))
