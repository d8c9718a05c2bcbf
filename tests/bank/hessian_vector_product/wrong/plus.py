# expect: The vector's mean is added
from celoss import softmax


def my_hvp(logits, vector):
    p = softmax(logits, axis=1)
    return p * vector + p * (p * vector).sum(axis=1, keepdims=True)
