# expect: The divisor is the length of a line
from math import exp

from celoss import cross_entropy


def my_perplexity(logits, target):
    nats = cross_entropy(logits, target, reduction="sum")
    return exp(nats / target.shape[-1])
