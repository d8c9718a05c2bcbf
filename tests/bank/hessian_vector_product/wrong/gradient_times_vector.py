# expect: At index [0, 0] it is
from celoss import softmax


def my_hvp(logits, vector):
    p = softmax(logits, axis=1)
    p[:, 0] -= 1
    return p * vector
