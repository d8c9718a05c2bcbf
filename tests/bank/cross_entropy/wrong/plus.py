# expect: The true logit is added
import numpy as np
from scipy.special import logsumexp


def my_cross_entropy(logits, target):
    return np.mean(logsumexp(logits, axis=1) + logits[np.arange(len(target)), target])
