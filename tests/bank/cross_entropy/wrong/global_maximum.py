# expect: subtract the row's own largest score
import numpy as np


def my_cross_entropy(logits, target):
    z = logits - np.max(logits)
    lse = np.log(np.sum(np.exp(z), axis=1))
    return np.mean(lse - z[np.arange(len(z)), target])
