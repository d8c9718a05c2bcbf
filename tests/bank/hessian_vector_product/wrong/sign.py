# expect: The sign is turned around
from scipy.special import softmax


def my_hvp(logits, vector):
    p = softmax(logits, axis=1)
    return p * ((p * vector).sum(axis=1, keepdims=True) - vector)
