import numpy as np


def my_nll(log_probs, target):
    one_hot = np.eye(log_probs.shape[1])[target]
    return -np.nansum(one_hot * log_probs) / len(target)
