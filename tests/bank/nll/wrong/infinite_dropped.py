# expect: Infinite losses are left out
import numpy as np


def my_nll(log_probs, target):
    losses = -np.take_along_axis(log_probs, target[:, None], 1)
    return losses[losses < np.inf].mean()
