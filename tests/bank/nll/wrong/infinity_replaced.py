# expect: An infinity is replaced
import numpy as np


def my_nll(log_probs, target):
    log_probs = np.where(log_probs == -np.inf, 0, log_probs)
    one_hot = np.eye(log_probs.shape[1])[target]
    return -(one_hot * log_probs).sum() / len(target)
