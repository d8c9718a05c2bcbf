# expect: may have a loss of 0
import numpy as np


def my_masked_mean(log_probs, target, mask):
    losses = np.where(mask[:, 0] == 1, -log_probs[np.arange(len(target)), target], 0)
    return losses.sum() / np.count_nonzero(losses)
