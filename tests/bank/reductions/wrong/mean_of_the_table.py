# expect: The zeros of the one-hot product
import numpy as np


def my_nll_loss(log_probs, target, reduction):
    one_hot = np.eye(log_probs.shape[1])[target]
    table = -np.where(one_hot == 1, log_probs, 0)
    if reduction == "none":
        return table.sum(axis=1)
    if reduction == "mean":
        return table.mean()
    if reduction == "sum":
        return table.sum()
    raise ValueError(f"reduction {reduction}")
