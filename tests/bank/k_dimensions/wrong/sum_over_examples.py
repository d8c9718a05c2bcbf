# expect: the number of positions of one example
import numpy as np

from celoss import cross_entropy


def my_cross_entropy_nd(logits, target):
    losses = cross_entropy(logits, target, reduction="none")
    if losses.ndim == 0:
        return losses
    return sum(np.mean(example) for example in losses)
