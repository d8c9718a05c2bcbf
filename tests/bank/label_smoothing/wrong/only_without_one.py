# expect: ZeroDivisionError
from celoss import cross_entropy, log_softmax


def my_smoothed_loss(logits, target, eps):
    ratio = eps / (1 - eps)
    loss = cross_entropy(logits, target) - ratio * log_softmax(logits, axis=1).mean()
    return (1 - eps) * loss
