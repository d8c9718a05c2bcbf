# expect: The mean share is used for every example
from celoss import cross_entropy


def my_mixup_loss(logits, first, second, share):
    one = cross_entropy(logits, first)
    two = cross_entropy(logits, second)
    return (share * one + (1 - share) * two).mean()
