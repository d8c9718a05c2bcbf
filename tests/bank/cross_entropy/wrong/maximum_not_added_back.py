# expect: not added back
import numpy as np


def my_cross_entropy(logits, target):
    m = logits.max(axis=1, keepdims=True)
    lse = np.log(np.exp(logits - m).sum(axis=1))
    return (lse - logits[np.arange(len(target)), target]).mean()
