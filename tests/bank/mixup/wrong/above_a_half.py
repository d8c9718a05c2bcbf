# expect: the first if its share is above a half
import numpy as np

from celoss import cross_entropy


def my_mixup_loss(logits, first, second, share):
    return cross_entropy(logits, np.where(share > 0.5, first, second))
