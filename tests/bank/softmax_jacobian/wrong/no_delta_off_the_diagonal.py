# expect: p fills each column
from celoss import softmax


def my_jacobian(logits):
    p = softmax(logits)
    return [[p[k] * (1 - p[j]) if k != j else p[k] * (1 - p[k]) for j in range(len(p))] for k in range(len(p))]
