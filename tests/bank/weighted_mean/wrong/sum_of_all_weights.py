# expect: This divides by the weights of all classes
import numpy as np
from scipy.special import log_softmax


def my_weighted_mean(logits, target, weight):
    log_p = log_softmax(logits, axis=1)[np.arange(len(target)), target]
    return -np.sum(weight[target] * log_p) / np.sum(weight)
