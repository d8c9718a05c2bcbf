# expect: p fills each column
from celoss import softmax


def my_jacobian(logits):
    column = softmax(logits).reshape(-1, 1)
    return column - column @ column.T
