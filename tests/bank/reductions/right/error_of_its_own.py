import numpy as np


class UnknownReduction(ValueError):
    pass


def my_nll_loss(log_probs, target, reduction):
    one_hot = target[:, None] == np.arange(log_probs.shape[1])
    losses = -np.where(one_hot, log_probs, 0).sum(axis=1)
    try:
        return {"none": losses, "sum": np.sum(losses), "mean": np.average(losses)}[reduction]
    except KeyError:
        raise UnknownReduction(str(reduction)) from None
