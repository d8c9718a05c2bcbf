# expect: a loss is not negative
import numpy as np


def my_cross_entropy(logits, target):
    m = logits.max(axis=1)
    lse = m + np.log(np.exp(logits - m[:, None]).sum(axis=1))
    return (logits[np.arange(len(target)), target] - lse).mean()
