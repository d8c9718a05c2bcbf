# expect: not their rows of logits
import numpy as np

from celoss import log_softmax


def my_mean(logits, target, ignore_index):
    target = target[target != ignore_index]
    log_probs = log_softmax(logits, axis=1)
    return -log_probs[np.arange(len(target)), target].mean()
