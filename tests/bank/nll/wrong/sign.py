# expect: The minus sign is missing
import numpy as np


def my_nll(log_probs, target):
    return np.mean(log_probs[np.arange(len(target)), target])
