import numpy as np
from scipy.special import logsumexp


def my_weighted_mean(logits, target, weight):
    w = np.take(weight, target)
    gaps = logsumexp(logits, axis=1) - np.einsum("nn->n", logits[:, target])
    return np.einsum("n,n->", w, gaps) / w.sum()
