# expect: exp of 1000 overflows
import numpy as np


def my_cross_entropy(logits, target):
    lse = np.log(np.exp(logits).sum(axis=-1))
    true_logits = logits[np.arange(len(target)), target]
    return (lse - true_logits).mean()
