import numpy as np
from scipy.special import logsumexp


def my_cross_entropy(logits, target):
    gaps = logits - logits[np.arange(len(target)), target][:, None]
    return logsumexp(gaps, axis=1).mean()
