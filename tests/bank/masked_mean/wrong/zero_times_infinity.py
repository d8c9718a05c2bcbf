# expect: 0 times infinity is nan
import numpy as np


def my_masked_mean(log_probs, target, mask):
    losses = -log_probs[np.arange(len(target)), target].reshape(-1, 1)
    return (losses * mask).sum() / mask.sum()
