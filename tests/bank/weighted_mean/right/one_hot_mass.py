import numpy as np


def my_weighted_mean(logits, target, weight):
    mass = np.eye(len(weight))[target] * weight
    mass = mass / mass.sum()
    logits = logits - logits.max(axis=1, keepdims=True)
    log_probs = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return -(mass * log_probs).sum()
