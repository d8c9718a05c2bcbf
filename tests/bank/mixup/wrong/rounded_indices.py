# expect: Class indices cannot be averaged and rounded
import numpy as np

from celoss import cross_entropy


def my_mixup_loss(logits, first, second, share):
    mixed = np.rint(share * first + (1 - share) * second).astype(np.int64)
    return cross_entropy(logits, mixed)
