# expect: but not their rows
import numpy as np


def my_masked_mean(log_probs, target, mask):
    labels = target[mask.flatten() == 1]
    return -log_probs[np.arange(labels.size), labels].mean()
