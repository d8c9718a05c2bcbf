# expect: A difference over a step of 0.001
from scipy.special import softmax


def my_hvp(logits, vector):
    step = 1e-3
    return (softmax(logits + step * vector, axis=1) - softmax(logits, axis=1)) / step
