# expect: Only the first line counts
import numpy as np

from celoss import cross_entropy


def my_perplexity(logits, target):
    total, tokens = 0.0, 0
    for z, y in zip(logits, target, strict=True):
        total += cross_entropy(z[None], y[None], reduction="sum")
        tokens += (y != -100).sum()
        return np.exp(total / tokens)
