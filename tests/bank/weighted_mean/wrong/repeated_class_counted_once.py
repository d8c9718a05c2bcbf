# expect: A class that occurs twice counts once
import numpy as np
from scipy.special import log_softmax


def my_weighted_mean(logits, target, weight):
    log_p = log_softmax(logits, axis=1)[np.arange(len(target)), target]
    divisor = sum(weight[c] for c in set(target.tolist()))
    return -(weight[target] * log_p).sum() / divisor
