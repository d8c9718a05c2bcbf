# expect: returns None
import numpy as np


def my_nll_loss(log_probs, target, reduction):
    losses = -log_probs[np.arange(len(target)), target]
    if reduction == "none":
        return losses
    elif reduction == "mean":
        return losses.mean()
    elif reduction == "sum":
        return losses.sum()
    else:
        print("ValueError: unknown reduction")
