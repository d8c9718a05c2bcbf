# expect: exp of 1000 overflows
import numpy as np


def my_weighted_mean(logits, target, weight):
    lse = np.log(np.exp(logits).sum(axis=1))
    losses = lse - logits[np.arange(len(target)), target]
    return (losses * weight[target]).sum() / weight[target].sum()
