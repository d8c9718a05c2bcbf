# expect: That is one derivative a class
from celoss import softmax


def my_jacobian(logits):
    s = softmax(logits)
    return s * (1 - s)
