# expect: The padding is scored
import numpy as np

from celoss import cross_entropy


def my_perplexity(logits, target):
    target = np.where(target == -100, 0, target)
    losses = cross_entropy(logits, target, reduction="none")
    return np.exp(losses.sum() / losses.size)
