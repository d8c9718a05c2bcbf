# expect: Logits beyond 500 are cut off
import numpy as np


def my_cross_entropy(logits, target):
    z = logits.clip(-500, 500)
    lse = np.log(np.exp(z).sum(axis=1))
    return np.mean(lse - z[np.arange(len(target)), target])
