# expect: averages N times C numbers
import numpy as np
from scipy.special import log_softmax


def my_cross_entropy(logits, target):
    one_hot = np.eye(logits.shape[1])[target]
    return -np.mean(one_hot * log_softmax(logits, axis=1))
