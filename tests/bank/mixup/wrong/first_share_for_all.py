# expect: The share of the first example is used for all
from celoss import cross_entropy


def my_mixup_loss(logits, first, second, share):
    lam = share[0]
    return lam * cross_entropy(logits, first) + (1 - lam) * cross_entropy(logits, second)
