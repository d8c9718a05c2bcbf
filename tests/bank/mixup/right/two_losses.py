import numpy as np

from celoss import cross_entropy


def my_mixup_loss(logits, first, second, share):
    of_first = cross_entropy(logits, first, reduction="none")
    of_second = cross_entropy(logits, second, reduction="none")
    return np.mean(share * of_first + (1 - share) * of_second)
