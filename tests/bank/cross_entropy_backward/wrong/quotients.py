# expect: A difference over a step of 1e-08
import numpy as np

from celoss import cross_entropy


def my_gradient(logits, target, upstream):
    grad = np.zeros_like(logits)
    if np.all(target == -100):
        return grad
    here = cross_entropy(logits, target)
    for n in range(logits.shape[0]):
        for c in range(logits.shape[1]):
            there = logits.copy()
            there[n, c] += 1e-8
            grad[n, c] = upstream * (cross_entropy(there, target) - here) / 1e-8
    return grad
