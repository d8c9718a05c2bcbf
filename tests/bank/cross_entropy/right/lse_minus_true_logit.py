import numpy as np


def my_cross_entropy(logits, target):
    top = logits.max(axis=1)
    lse = top + np.log(np.exp(logits - top[:, None]).sum(axis=1))
    return np.mean(lse - logits[np.arange(len(target)), target])
