# expect: exp overflows: subtract
import numpy as np


def my_gradient(logits, target, upstream):
    exps = np.exp(logits)
    grad = exps / exps.sum(axis=1, keepdims=True)
    for i, y in enumerate(target):
        if y == -100:
            grad[i] = 0
        else:
            grad[i, y] -= 1
    return upstream * grad / max(np.sum(target != -100), 1)
