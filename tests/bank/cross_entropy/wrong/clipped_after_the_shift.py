# expect: is cut off there
import numpy as np
from scipy.special import logsumexp


def my_cross_entropy(logits, target):
    z = np.maximum(logits - logits.max(axis=1, keepdims=True), -700)
    return (logsumexp(z, axis=1) - z[np.arange(len(z)), target]).mean()
