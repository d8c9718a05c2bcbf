# expect: This is the divergence: the entropy of the targets is missing
import numpy as np

from celoss import softmax


def my_soft_cross_entropy(logits, probs):
    q = softmax(logits, axis=1)
    return (probs * np.log(probs / q)).sum(axis=1).mean()
