import numpy as np
from scipy.special import log_softmax


def my_soft_cross_entropy(logits, probs):
    losses = []
    for z, t in zip(logits, probs, strict=True):
        seen = t != 0
        losses.append(-np.dot(t[seen], log_softmax(z)[seen]))
    return sum(losses) / len(losses)
