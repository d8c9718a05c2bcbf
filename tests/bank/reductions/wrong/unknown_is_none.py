# expect: taken for none
import numpy as np


def my_nll_loss(log_probs, target, reduction):
    losses = -log_probs[np.arange(len(target)), target]
    if reduction == "mean":
        losses = losses.mean()
    if reduction == "sum":
        losses = losses.sum()
    return losses
