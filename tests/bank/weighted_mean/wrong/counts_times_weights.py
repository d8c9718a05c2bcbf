# expect: how often their class occurs
import numpy as np

from celoss import cross_entropy


def my_weighted_mean(logits, target, weight):
    counts = np.bincount(target, minlength=len(weight))
    w = (counts * weight)[target]
    return (w * cross_entropy(logits, target, reduction="none")).sum() / w.sum()
