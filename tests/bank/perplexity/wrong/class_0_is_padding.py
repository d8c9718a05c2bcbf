# expect: Class 0 is left out
import numpy as np

from celoss import cross_entropy


def my_perplexity(logits, target):
    nats = cross_entropy(logits, target, reduction="none")
    tokens = target > 0
    return np.exp(nats[tokens].mean())
