# expect: All targets are looked up in the first row
import numpy as np


def my_nll(log_probs, target):
    return -np.take(log_probs, target).mean()
