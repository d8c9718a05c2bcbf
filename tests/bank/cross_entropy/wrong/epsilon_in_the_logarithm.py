# expect: no loss exceeds 27.6
import numpy as np


def my_cross_entropy(logits, target):
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = exps / exps.sum(axis=1, keepdims=True)
    return -np.mean(np.log(p[np.arange(len(target)), target] + 1e-12))
