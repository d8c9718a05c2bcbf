# expect: infinite or not a number
import numpy as np


def my_cross_entropy(logits, target):
    probs = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return -np.log(probs[range(len(target)), target]).mean()
