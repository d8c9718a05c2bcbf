# expect: These are log-probabilities
from scipy.special import log_softmax


def my_softmax(logits, axis):
    return log_softmax(logits, axis=axis)
