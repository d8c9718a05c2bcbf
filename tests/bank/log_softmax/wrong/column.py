# expect: reshape(-1, 1) fits the rows of two axes only
from scipy.special import logsumexp


def my_log_softmax(logits):
    return logits - logsumexp(logits, axis=-1).reshape(-1, 1)
