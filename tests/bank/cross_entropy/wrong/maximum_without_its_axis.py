# expect: keep their axis
import numpy as np


def my_cross_entropy(logits, target):
    m = logits.max(axis=1)
    lse = m + np.log(np.exp(logits - m).sum(axis=1))
    return np.mean(lse - logits[np.arange(len(target)), target])
