# expect: taken for mean
import numpy as np


def my_nll_loss(log_probs, target, reduction):
    losses = -log_probs[np.arange(len(target)), target]
    if reduction == "none":
        return losses
    if reduction == "sum":
        return losses.sum()
    return losses.mean()
