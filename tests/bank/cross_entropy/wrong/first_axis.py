# expect: the classes are axis 1
import numpy as np
from scipy.special import logsumexp


def my_cross_entropy(logits, target):
    log_probs = logits - logsumexp(logits, axis=0)
    return -log_probs[np.arange(len(target)), target].mean()
