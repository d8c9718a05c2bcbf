# expect: treat both alike
import numpy as np


def my_cross_entropy(logits, target):
    m = logits.max(axis=1, keepdims=True)
    logits = logits - m
    lse = m[:, 0] + np.log(np.exp(logits).sum(axis=1))
    return (lse - logits[np.arange(len(target)), target]).mean()
