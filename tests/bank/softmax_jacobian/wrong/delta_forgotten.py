# expect: p fills each column
from celoss import softmax


def my_jacobian(logits):
    p = softmax(logits)
    return p.reshape(-1, 1) * (1 - p)
