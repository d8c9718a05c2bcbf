# expect: -100 is no index
from scipy.special import softmax


def my_gradient(logits, target, upstream):
    grad = softmax(logits, axis=1)
    grad[range(len(target)), target] -= 1
    return upstream * grad / len(target)
