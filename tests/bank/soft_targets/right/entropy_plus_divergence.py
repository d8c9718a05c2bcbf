import numpy as np
from scipy.special import logsumexp, xlogy


def my_soft_cross_entropy(logits, probs):
    log_probs = logits - logsumexp(logits, axis=1, keepdims=True)
    entropy = -xlogy(probs, probs).sum(axis=1)
    seen = probs > 0
    ratio = np.log(probs[seen]) - log_probs[seen]
    divergence = (probs[seen] * ratio).sum() / len(probs)
    return entropy.mean() + divergence
