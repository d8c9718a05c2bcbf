# expect: This divides by all N times C numbers
import numpy as np

from celoss import softmax


def my_gradient(logits, target, upstream):
    kept = np.flatnonzero(target != -100)
    grad = np.zeros_like(logits)
    grad[kept] = softmax(logits[kept], axis=1)
    grad[kept, target[kept]] -= 1
    return upstream * grad / grad.size
