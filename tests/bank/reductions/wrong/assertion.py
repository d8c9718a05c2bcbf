# expect: In this case, raise a ValueError.
import numpy as np


def my_nll_loss(log_probs, target, reduction):
    assert reduction in ["none", "mean", "sum"]
    losses = -log_probs[np.arange(len(target)), target]
    return {"none": losses, "mean": losses.mean(), "sum": losses.sum()}[reduction]
