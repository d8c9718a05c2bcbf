# expect: exp of a large number
import numpy as np


def my_mean(logits, target, ignore_index):
    logits, target = logits[target != ignore_index], target[target != ignore_index]
    probs = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return -np.log(probs[np.arange(len(target)), target]).mean()
