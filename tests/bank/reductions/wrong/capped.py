# expect: No loss exceeds 100
import numpy as np


def my_nll_loss(log_probs, target, reduction):
    losses = -log_probs[np.arange(len(target)), target]

    losses = losses.clip(max=100)
    if reduction == "none":
        return losses
    if reduction in ("sum", "mean"):
        return losses.sum() / (len(losses) if reduction == "mean" else 1)
    raise ValueError(reduction)
