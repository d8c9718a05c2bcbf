# expect: 0 times -inf is nan

from celoss import log_softmax


def my_soft_cross_entropy(logits, probs):
    log_probs = log_softmax(logits, axis=1)
    return -(probs * log_probs).sum(axis=1).mean()
