# expect: the second share replaces the first
import numpy as np

from celoss import cross_entropy


def my_mixup_loss(logits, first, second, share):
    target = np.zeros_like(logits)
    rows = np.arange(len(logits))
    target[rows, first] = share
    target[rows, second] = 1 - share
    return cross_entropy(logits, target)
