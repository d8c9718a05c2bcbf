# expect: eps is not used
from celoss import cross_entropy


def my_smoothed_loss(logits, target, eps=0.1):
    return cross_entropy(logits, target)
