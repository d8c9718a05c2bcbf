import numpy as np


def my_nll(log_probs, target):
    one_hot = target[:, None] == np.arange(log_probs.shape[1])
    return -np.where(one_hot, log_probs, 0).sum() / len(target)
