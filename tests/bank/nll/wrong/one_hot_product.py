# expect: 0 * -inf is nan
import numpy as np


def my_nll(log_probs, target):
    one_hot = np.zeros_like(log_probs)
    one_hot[np.arange(len(target)), target] = 1
    return -np.sum(one_hot * log_probs, axis=1).mean()
