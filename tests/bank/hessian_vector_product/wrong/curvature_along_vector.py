# expect: The shape is (1,), and should be (1, 3).
from scipy.special import softmax


def my_hvp(logits, vector):
    p = softmax(logits, axis=1)
    mean = (p * vector).sum(axis=1)
    return (p * vector**2).sum(axis=1) - mean**2
