import numpy as np


def my_nll_loss(log_probs, target, reduction):
    losses = -log_probs[np.arange(len(target)), target]

    match reduction:
        case "none":
            return losses
        case "sum" | "mean":
            return getattr(losses, reduction)()
    raise ValueError(f"{reduction!r} is no reduction")
