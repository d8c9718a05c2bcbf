# expect: as if they were of class 0
import numpy as np

from celoss import softmax


def my_gradient(logits, target, upstream):
    kept = target != -100
    safe = np.where(kept, target, 0)
    gradient = softmax(logits, axis=1)
    gradient[np.arange(len(target)), safe] -= 1
    return upstream * gradient / max(kept.sum(), 1)
