# expect: returns None
import numpy as np

from celoss import cross_entropy


def my_perplexity(logits, target):
    nats = cross_entropy(logits, target, reduction="sum")
    print(np.exp(nats / np.sum(target != -100)))
