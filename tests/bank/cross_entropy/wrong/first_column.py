# expect: The first class is looked up in every row
from scipy.special import logsumexp


def my_cross_entropy(logits, target):
    return (logsumexp(logits, axis=1) - logits[:, 0]).mean()
