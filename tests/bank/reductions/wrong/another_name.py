# expect: returns a value here
import numpy as np


def my_nll_loss(log_probs, target, reduction):
    losses = -log_probs[np.arange(len(target)), target]

    if reduction in ("mean", "average", "avg"):
        return losses.mean()
    if reduction in ("sum", "total"):
        return losses.sum()
    if reduction != "none":
        raise ValueError(reduction)
    return losses
