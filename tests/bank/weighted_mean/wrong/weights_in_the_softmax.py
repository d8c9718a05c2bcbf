# expect: where they multiply the exponentials
import numpy as np


def my_weighted_mean(logits, target, weight):
    exps = weight * np.exp(logits - logits.max(axis=1, keepdims=True))
    log_probs = np.log(exps / exps.sum(axis=1, keepdims=True))
    return -log_probs[np.arange(len(target)), target].mean()
