# expect: though the divisor is right
import numpy as np

from celoss import softmax


def my_gradient(logits, target, upstream):
    truth = np.zeros(logits.shape)
    for n, y in enumerate(target):
        if y >= 0:
            truth[n, y] = 1
    return upstream * (softmax(logits, axis=1) - truth) / max(1, np.sum(target >= 0))
