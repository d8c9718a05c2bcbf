import numpy as np


def my_nll(log_probs, target):
    return -log_probs[np.arange(len(target)), target].mean()
