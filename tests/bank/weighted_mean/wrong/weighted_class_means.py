# expect: and these means are weighted
import numpy as np

from celoss import cross_entropy


def my_weighted_mean(logits, target, weight):
    labels = np.unique(target)
    means = np.array([cross_entropy(logits[target == c], target[target == c]) for c in labels])
    return (weight[labels] * means).sum() / weight[labels].sum()
