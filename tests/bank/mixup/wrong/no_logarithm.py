# expect: the logarithm is missing
import numpy as np

from celoss import softmax


def my_mixup_loss(logits, first, second, share):
    p = softmax(logits, axis=1)
    rows = np.arange(len(p))
    return -np.mean(share * p[rows, first] + (1 - share) * p[rows, second])
