# expect: Only the diagonal of the Hessian
from scipy.special import softmax


def my_hvp(logits, vector):
    p = softmax(logits, axis=1)
    return p * (1 - p) * vector
