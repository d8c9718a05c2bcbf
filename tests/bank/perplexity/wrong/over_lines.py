# expect: The divisor is the number of lines
import numpy as np

from celoss import cross_entropy


def my_perplexity(logits, target):
    total = cross_entropy(logits, target, reduction="sum")
    return np.exp(total / target.shape[0])
