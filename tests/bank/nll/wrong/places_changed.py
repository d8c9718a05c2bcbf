# expect: have changed places
import numpy as np


def my_nll(log_probs, target):
    return -np.mean(log_probs[target, np.arange(len(target))])
