# expect: counted from 0, not from 1
import numpy as np
from scipy.special import logsumexp


def my_cross_entropy(logits, target):
    n = np.arange(len(target))
    return (logsumexp(logits, axis=1) - logits[n, target - 1]).mean()
