import numpy as np

from celoss import log_softmax


def my_mean(logits, target, ignore_index):
    keep = (target >= 0) * (target != ignore_index)
    z, y = logits[keep], target[keep]
    return -log_softmax(z)[np.arange(len(y)), y].mean()
