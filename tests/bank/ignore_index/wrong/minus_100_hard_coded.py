# expect: This ignores -100, whatever
import numpy as np

from celoss import log_softmax


def my_mean(logits, target, ignore_index=-100):
    mask = target != -100
    z, y = logits[mask], target[mask]
    return -log_softmax(z, axis=1)[np.arange(len(y)), y].mean()
