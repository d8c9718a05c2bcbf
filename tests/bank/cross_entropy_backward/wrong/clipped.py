# expect: Clipping the scores changes the gradient
import numpy as np


def my_gradient(logits, target, upstream):
    z = np.minimum(np.maximum(logits, -500), 500)
    grad = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    count = 0
    for n, y in enumerate(target):
        if y == -100:
            grad[n] = 0
            continue
        grad[n, y] -= 1
        count += 1
    return upstream * grad / (count or 1)
