# expect: their mean over the examples of the batch
import numpy as np
from scipy.special import log_softmax


def my_weighted_mean(logits, target, weight):
    w = weight * len(weight) / weight.sum()
    losses = -log_softmax(logits, axis=1)[np.arange(len(target)), target]
    return np.mean(w[target] * losses)
