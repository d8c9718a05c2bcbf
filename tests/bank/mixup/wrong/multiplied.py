# expect: The losses are multiplied
import numpy as np

from celoss import cross_entropy


def my_mixup_loss(logits, first, second, share):
    one = cross_entropy(logits, first, reduction="none")
    two = cross_entropy(logits, second, reduction="none")
    return np.mean(one**share * two ** (1 - share))
