# expect: inf / inf is nan
import numpy as np


def my_cross_entropy(logits, target):
    probs = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return -np.log(probs[range(len(target)), target]).mean()
