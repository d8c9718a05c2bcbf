# expect: the logarithm is missing
import numpy as np

from celoss import softmax


def my_smoothed_loss(logits, target, eps):
    p = softmax(logits, axis=1)
    q = np.full(p.shape, eps / p.shape[1])
    for n, y in enumerate(target):
        q[n, y] += 1 - eps
    return -np.mean(np.sum(q * p, axis=1))
