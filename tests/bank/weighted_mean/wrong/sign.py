# expect: The minus sign is missing
import numpy as np
from scipy.special import log_softmax


def my_weighted_mean(logits, target, weight):
    log_p = log_softmax(logits, axis=1)[np.arange(len(target)), target]
    return np.average(log_p, weights=weight[target])
