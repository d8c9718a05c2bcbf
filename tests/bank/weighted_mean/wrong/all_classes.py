# expect: Each example pays for every class
from scipy.special import log_softmax


def my_weighted_mean(logits, target, weight):
    log_probs = log_softmax(logits, axis=1)
    return -(weight * log_probs).sum(axis=1).mean()
