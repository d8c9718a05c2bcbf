# expect: A 1 is added to the sum of the exponentials
import numpy as np


def my_cross_entropy(logits, target):
    top = logits.max(axis=1)
    lse = top + np.log1p(np.exp(logits - top[:, None]).sum(axis=1))
    return (lse - logits[range(len(target)), target]).mean()
