# expect: This is the sum
import numpy as np


def my_masked_mean(log_probs, target, mask):
    losses = -log_probs[np.arange(len(target)), target]
    return losses[mask.flatten() == 1].sum()
