# expect: Nothing is dropped
import numpy as np

from celoss import log_softmax


def my_mean(logits, target, ignore_index):
    log_probs = log_softmax(logits, axis=1)
    return -np.mean(log_probs[np.arange(len(target)), target])
