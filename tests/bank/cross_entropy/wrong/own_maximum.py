# expect: not that of its target
from scipy.special import log_softmax


def my_cross_entropy(logits, target):
    return -log_softmax(logits, axis=1).max(axis=1).mean()
