# expect: only the first one counts
import numpy as np


def my_nll(log_probs, target):
    labels, first = np.unique(target, return_index=True)
    return -np.mean(log_probs[first, labels])
