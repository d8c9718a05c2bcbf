# expect: nan_to_num hides it
import numpy as np


def my_cross_entropy(logits, target):
    exps = np.exp(logits)
    probs = exps / exps.sum(axis=1)[:, None]
    losses = np.nan_to_num(-np.log(np.take_along_axis(probs, target[:, None], 1)), posinf=0)
    return losses.mean()
