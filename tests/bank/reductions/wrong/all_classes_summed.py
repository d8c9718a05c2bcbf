# expect: Under sum every class is counted
import numpy as np


def my_nll_loss(log_probs, target, reduction):
    losses = -log_probs[np.arange(len(target)), target]

    if reduction == "none":
        return losses
    if reduction == "sum":
        return -np.sum(log_probs)
    if reduction == "mean":
        return np.mean(losses)
    raise ValueError(reduction)
