# expect: the wrong way round
import numpy as np


def my_masked_mean(log_probs, target, mask):
    losses = -log_probs[np.arange(len(target)), target]
    return np.delete(losses, np.flatnonzero(mask)).mean()
