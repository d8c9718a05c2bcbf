# expect: The exponentials of all rows are summed
import numpy as np


def my_cross_entropy(logits, target):
    top = logits.max(axis=1)
    lse = top + np.log(np.sum(np.exp(logits - top[:, None])))
    return (lse - logits[np.arange(len(target)), target]).mean()
