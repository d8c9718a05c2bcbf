# expect: as if their target were class 0
import numpy as np


def my_masked_mean(log_probs, target, mask):
    target = np.where(mask[:, 0] == 0, 0, target)
    return -log_probs[np.arange(len(target)), target].mean()
