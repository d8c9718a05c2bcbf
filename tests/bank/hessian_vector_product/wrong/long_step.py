# expect: an approximation
from scipy.special import softmax


def my_hvp(logits, vector):
    h = 1e-3
    return (softmax(logits + h * vector, axis=1) - softmax(logits, axis=1)) / h
