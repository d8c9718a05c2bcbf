# expect: The shape is
from celoss import log_softmax


def my_soft_cross_entropy(logits, probs):
    return -(log_softmax(logits, axis=1) @ probs.T).mean(axis=1)
