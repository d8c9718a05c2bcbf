# expect: This ignores negative targets
import numpy as np

from celoss import log_softmax


def my_mean(logits, target, ignore_index):
    mask = target >= 0
    z, y = logits[mask], target[mask]
    return -log_softmax(z, axis=1)[np.arange(mask.sum()), y].mean()
