# expect: the log-sum-exp of the whole array
import numpy as np
from scipy.special import logsumexp


def my_cross_entropy(logits, target):
    return np.mean(logsumexp(logits) - logits[np.arange(len(target)), target])
