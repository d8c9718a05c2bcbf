# expect: upstream divides here
from celoss import softmax


def my_gradient(logits, target, upstream):
    keep = target != -100
    grad = softmax(logits, axis=1)
    grad[keep, target[keep]] -= 1
    grad[~keep] = 0
    return grad / (upstream * max(keep.sum(), 1))
