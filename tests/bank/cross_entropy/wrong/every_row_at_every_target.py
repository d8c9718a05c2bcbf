# expect: All rows are paired with all targets
from scipy.special import logsumexp


def my_cross_entropy(logits, target):
    losses = logsumexp(logits, axis=1, keepdims=True) - logits[:, target]
    return losses.mean()
