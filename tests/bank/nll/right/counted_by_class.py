import numpy as np


def my_nll(log_probs, target):
    n = len(target)
    per_class = np.zeros(log_probs.shape[1])
    np.subtract.at(per_class, target, log_probs[np.arange(n), target])
    return per_class.sum() / n
