# expect: With 1e-12 inside the logarithm
import numpy as np

from celoss import softmax


def my_soft_cross_entropy(logits, probs):
    p = softmax(logits, axis=1)
    return -(probs * np.log(p + 1e-12)).sum(axis=1).mean()
