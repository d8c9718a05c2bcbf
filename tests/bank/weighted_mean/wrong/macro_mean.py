# expect: The classes are averaged one by one
import numpy as np

from celoss import cross_entropy


def my_weighted_mean(logits, target, weight):
    means = [cross_entropy(logits[target == c], target[target == c]) for c in sorted(set(target.tolist()))]
    return np.mean(means)
