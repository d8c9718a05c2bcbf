# expect: These are the losses of the rows
import numpy as np
from scipy.special import logsumexp


def my_cross_entropy(logits, target):
    return logsumexp(logits, axis=1) - logits[np.arange(len(target)), target]
