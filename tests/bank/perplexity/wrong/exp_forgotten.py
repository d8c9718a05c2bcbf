# expect: the exp is missing
from celoss import cross_entropy


def my_perplexity(logits, target):
    losses = cross_entropy(logits, target, reduction="none")
    kept = target != -100
    return losses.sum() / kept.sum()
