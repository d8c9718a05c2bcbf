# expect: nan_to_num hides it, in part
import numpy as np


def my_cross_entropy(logits, target):
    exps = np.exp(logits)
    losses = -np.log(exps[np.arange(len(target)), target] / exps.sum(axis=1))
    return np.nan_to_num(losses).mean()
