# expect: These are bits
import numpy as np
from scipy.special import log_softmax


def my_weighted_mean(logits, target, weight):
    log_p = log_softmax(logits, axis=1)[np.arange(len(target)), target]
    return -np.average(log_p / np.log(2), weights=weight[target])
