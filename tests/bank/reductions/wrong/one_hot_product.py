# expect: 0 * -inf is nan
import numpy as np


def my_nll_loss(log_probs, target, reduction):
    one_hot = np.eye(log_probs.shape[1])[target]
    losses = -(one_hot * log_probs).sum(axis=1)
    if reduction == "none":
        return losses
    if reduction == "sum":
        return losses.sum()
    if reduction == "mean":
        return losses.mean()
    raise ValueError("none, sum or mean")
