# expect: The second part is missing
from celoss import cross_entropy


def my_smoothed_loss(logits, target, eps):
    return cross_entropy(logits, target) * (1 - eps)
