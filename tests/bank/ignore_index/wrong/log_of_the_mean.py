# expect: one logarithm, of the mean probability
import numpy as np

from celoss import softmax


def my_mean(logits, target, ignore_index):
    keep = target != ignore_index
    p = softmax(logits[keep], axis=1)
    return -np.log(np.mean(p[np.arange(keep.sum()), target[keep]]))
