# expect: The ignored places are scored, as class 0
import numpy as np

from celoss import log_softmax


def my_mean(logits, target, ignore_index):
    target = target.copy()
    target[target == ignore_index] = 0
    return -log_softmax(logits, axis=1)[np.arange(len(target)), target].mean()
