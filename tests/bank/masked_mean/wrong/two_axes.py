# expect: too many indices for array
import numpy as np


def my_masked_mean(log_probs, target, mask):
    losses = -log_probs[np.arange(len(target)), target]
    return losses[mask == 1].mean()
