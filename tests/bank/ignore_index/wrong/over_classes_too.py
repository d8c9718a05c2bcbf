# expect: divided by the length of axis 1 of logits
import numpy as np

from celoss import log_softmax


def my_mean(logits, target, ignore_index):
    keep = target != ignore_index
    classes = np.arange(logits.shape[1])
    one_hot = target[keep][:, None] == classes
    return np.mean(-log_softmax(logits[keep], axis=1) * one_hot)
