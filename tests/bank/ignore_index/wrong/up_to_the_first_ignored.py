# expect: up to the first ignored place
import numpy as np

from celoss import log_softmax


def my_mean(logits, target, ignore_index):
    losses = []
    for z, y in zip(logits, target, strict=True):
        if y == ignore_index:
            break
        losses.append(-log_softmax(z)[y])
    return np.array(losses).mean()
