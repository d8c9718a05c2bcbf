import numpy as np

from celoss import logsumexp


def my_soft_cross_entropy(logits, probs):
    surprise = logsumexp(logits, axis=1)[:, None] - logits
    return np.ma.masked_where(probs == 0, probs * surprise).filled(0).sum() / logits.shape[0]
