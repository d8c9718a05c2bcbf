# expect: These are bits
import numpy as np


def my_nll(log_probs, target):
    picked = log_probs[np.arange(len(target)), target]
    return -np.log2(np.exp(picked)).mean()
