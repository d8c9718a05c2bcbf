# expect: returns a value here
import numpy as np


def my_nll_loss(log_probs, target, reduction):
    losses = -log_probs[np.arange(len(target)), target]

    if reduction is None or reduction not in "none, sum, mean":
        raise ValueError(reduction)
    if reduction.startswith("n"):
        return losses
    return losses.sum() if reduction.startswith("s") else losses.mean()
