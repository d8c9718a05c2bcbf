# expect: divide by the number of kept places
import numpy as np

from celoss import log_softmax


def my_mean(logits, target, ignore_index):
    mask = target != ignore_index
    return -log_softmax(logits[mask], axis=1)[np.arange(mask.sum()), target[mask]].sum()
