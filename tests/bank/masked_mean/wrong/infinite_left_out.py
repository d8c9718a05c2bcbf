# expect: Infinite losses are left out
import numpy as np


def my_masked_mean(log_probs, target, mask):
    losses = np.array([-row[label] for row, label in zip(log_probs, target, strict=True)])
    return np.ma.masked_invalid(losses[mask[:, 0] > 0]).mean()
