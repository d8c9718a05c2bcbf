# expect: the weights have no effect
import numpy as np
from scipy.special import log_softmax


def my_weighted_mean(logits, target, weight):
    losses = -log_softmax(logits, axis=1)[np.arange(len(target)), target]
    return np.mean(losses)
