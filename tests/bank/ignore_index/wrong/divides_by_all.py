# expect: The divisor counts the ignored places too
import numpy as np

from celoss import log_softmax


def my_mean(logits, target, ignore_index):
    losses = np.zeros(len(target))
    for n, y in enumerate(target):
        if y != ignore_index:
            losses[n] = -log_softmax(logits[n], -1)[y]
    return losses.mean()
