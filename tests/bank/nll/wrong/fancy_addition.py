# expect: only the last one counts
import numpy as np


def my_nll(log_probs, target):
    rows = np.arange(len(target))
    losses = np.zeros(log_probs.shape[1])
    losses[target] -= log_probs[rows, target]
    return losses.sum() / len(rows)
