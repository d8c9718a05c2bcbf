# expect: keepdims=True keeps it
from scipy.special import softmax


def my_hvp(logits, vector):
    p = softmax(logits, axis=1)
    return p * (vector - (p * vector).sum(axis=1))
