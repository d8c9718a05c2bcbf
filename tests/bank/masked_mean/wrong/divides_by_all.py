# expect: Masked positions still count in the divisor, and 0 times
import numpy as np


def my_masked_mean(log_probs, target, mask):
    losses = -log_probs[np.arange(len(target)), target]
    return np.sum(losses * mask[:, 0]) / len(losses)
