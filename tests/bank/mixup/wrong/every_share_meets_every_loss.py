# expect: every share meets every loss
import numpy as np

from celoss import cross_entropy


def my_mixup_loss(logits, first, second, share):
    one = cross_entropy(logits, first, reduction="none")
    two = cross_entropy(logits, second, reduction="none")
    share = share.reshape(-1, 1)
    return np.mean(share * one + (1 - share) * two)
