# expect: e belongs to nats
from celoss import cross_entropy


def my_perplexity(logits, target):
    losses = cross_entropy(logits, target, reduction="none")
    kept = target != -100
    return 2 ** (losses.sum() / kept.sum())
