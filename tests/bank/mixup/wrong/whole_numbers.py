# expect: An array of whole numbers cannot hold a share
import numpy as np

from celoss import log_softmax


def my_mixup_loss(logits, first, second, share):
    target = np.zeros(logits.shape, dtype=int)
    rows = np.arange(len(first))
    np.put_along_axis(target, first[:, None], share[:, None].astype(int), axis=1)
    target[rows, second] += (1 - share).astype(int)
    return -(target * log_softmax(logits, axis=1)).sum(axis=1).mean()
