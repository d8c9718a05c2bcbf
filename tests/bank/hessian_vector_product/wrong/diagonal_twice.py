# expect: The diagonal of the Hessian is counted twice
from celoss import softmax


def my_hvp(logits, vector):
    p = softmax(logits, axis=1)
    own = p * (1 - p) * vector
    return own - p * (p * vector).sum(axis=1, keepdims=True)
