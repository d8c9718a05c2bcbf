# expect: A token may have a loss of 0
import numpy as np

from celoss import cross_entropy


def my_perplexity(logits, target):
    losses = cross_entropy(logits, target, reduction="none")
    return np.exp(losses[losses > 0].mean())
