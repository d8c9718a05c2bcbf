import numpy as np


def my_nll(log_probs, target):
    n, c = log_probs.shape
    return np.negative(np.take(log_probs, np.arange(n) * c + target)).mean()
