# expect: Part of a name is taken for the whole
import numpy as np


def my_nll_loss(log_probs, target, reduction):
    losses = -log_probs[np.arange(len(target)), target]

    reduction = reduction or "?"
    if reduction.startswith("mean"):
        return losses.mean()
    if reduction.startswith("sum"):
        return losses.sum()
    if reduction[:2] == "no" and reduction in ("no", "none"):
        return losses
    raise ValueError(reduction)
