# expect: or its inverse overflows
import numpy as np

from celoss import cross_entropy


def my_perplexity(logits, target):
    per_token = np.exp(cross_entropy(logits, target, reduction="none"))
    return np.prod(per_token[target != -100]) ** (1 / np.sum(target != -100))
