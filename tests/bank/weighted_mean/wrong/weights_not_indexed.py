# expect: does not line up
import numpy as np
from scipy.special import log_softmax


def my_weighted_mean(logits, target, weight):
    losses = -log_softmax(logits, axis=1)[np.arange(len(target)), target]
    return np.sum(weight * losses) / np.sum(weight)
