# expect: subtract the row's own largest score
import numpy as np


def my_weighted_mean(logits, target, weight):
    z = logits - np.max(logits)
    losses = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(target)), target]
    w = weight[target]
    return w @ losses / w.sum()
