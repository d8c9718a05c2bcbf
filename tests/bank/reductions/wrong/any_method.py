# expect: returns a value here: raise a ValueError
import numpy as np


def my_nll_loss(log_probs, target, reduction):
    losses = -log_probs[np.arange(len(target)), target]

    if reduction == "none":
        return losses
    if not hasattr(losses, str(reduction)):
        raise ValueError(reduction)
    return getattr(losses, str(reduction))()
