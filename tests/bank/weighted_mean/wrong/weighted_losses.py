# expect: These are the weighted losses
import numpy as np
from scipy.special import log_softmax


def my_weighted_mean(logits, target, weight):
    return -weight[target] * log_softmax(logits, axis=1)[np.arange(len(target)), target]
