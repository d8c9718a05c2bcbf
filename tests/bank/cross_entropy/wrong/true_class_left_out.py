# expect: is left out of the log-sum-exp
import numpy as np
from scipy.special import logsumexp


def my_cross_entropy(logits, target):
    losses = [logsumexp(np.delete(row, label)) - row[label] for row, label in zip(logits, target, strict=True)]
    return sum(losses) / len(losses)
