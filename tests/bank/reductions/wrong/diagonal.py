# expect: This takes the diagonal
import numpy as np


def my_nll_loss(log_probs, target, reduction):
    losses = -np.diag(log_probs)
    if reduction == "none":
        return losses
    if reduction in ("sum", "mean"):
        return losses.sum() if reduction == "sum" else losses.mean()
    raise ValueError(reduction)
