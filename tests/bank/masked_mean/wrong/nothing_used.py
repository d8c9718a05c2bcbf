# expect: This is the mean over all positions
import numpy as np


def my_masked_mean(log_probs, target, mask):
    losses = -log_probs[np.arange(len(target)), target]
    losses = np.tile(losses, (len(losses), 1))
    return losses[mask[:, 0] == 1].mean()
