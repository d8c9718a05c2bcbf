# expect: The vector's plain sum is taken off
from celoss import softmax


def my_hvp(logits, vector):
    return softmax(logits, axis=1) * (vector - vector.sum(axis=1, keepdims=True))
