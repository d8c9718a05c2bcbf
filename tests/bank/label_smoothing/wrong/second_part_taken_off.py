# expect: The second part is taken off
from celoss import cross_entropy, log_softmax


def my_smoothed_loss(logits, target, eps):
    return (1 - eps) * cross_entropy(logits, target) + eps * log_softmax(logits, axis=1).mean()
