# expect: should be ()
import numpy as np


def my_nll(log_probs, target):
    return -np.take_along_axis(log_probs, target[:, None], axis=1).mean(axis=0)
