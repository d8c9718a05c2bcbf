# expect: taken for sum
import numpy as np


def my_nll_loss(log_probs, target, reduction):
    losses = -log_probs[np.arange(len(target)), target]
    if reduction == "none":
        return losses
    return losses.mean() if reduction == "mean" else losses.sum()
