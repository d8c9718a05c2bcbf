# expect: These are bits
import numpy as np


def my_cross_entropy(logits, target):
    z = logits - logits.max(axis=1, keepdims=True)
    lse = np.log2(np.exp(z).sum(axis=1))
    return np.mean(lse - z[np.arange(len(target)), target] / np.log(2))
