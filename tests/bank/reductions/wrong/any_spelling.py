# expect: returns a value here: raise a ValueError
import numpy as np


def my_nll_loss(log_probs, target, reduction):
    losses = -log_probs[np.arange(len(target)), target]

    name = reduction.strip().lower()
    if name == "none":
        return losses
    elif name in ("sum", "mean"):
        return losses.sum() if name == "sum" else losses.mean()
    raise ValueError(f"unknown: {reduction}")
