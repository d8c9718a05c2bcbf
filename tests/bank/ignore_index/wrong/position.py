# expect: a value in the target, not a position
import numpy as np

from celoss import log_softmax


def my_mean(logits, target, ignore_index):
    keep = [n for n in range(len(target)) if n != ignore_index]
    return -np.mean([log_softmax(logits[n], 0)[target[n]] for n in keep])
