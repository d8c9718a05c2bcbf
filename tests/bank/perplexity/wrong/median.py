# expect: It is
import numpy as np

from celoss import cross_entropy


def my_perplexity(logits, target):
    nats = cross_entropy(logits, target, reduction="none")
    return np.exp(np.median(nats[target != -100]))
