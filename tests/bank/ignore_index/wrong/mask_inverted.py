# expect: The mask is the wrong way round
import numpy as np

from celoss import log_softmax


def my_mean(logits, target, ignore_index):
    drop = target == ignore_index
    z, y = logits[drop], target[drop]
    return -log_softmax(z)[np.arange(len(y)), y].mean()
