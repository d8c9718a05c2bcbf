# expect: Probabilities round to 0
import numpy as np


def my_cross_entropy(logits, target):
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = exps / exps.sum(axis=1, keepdims=True)
    return -np.log(p[np.arange(len(target)), target]).mean()
