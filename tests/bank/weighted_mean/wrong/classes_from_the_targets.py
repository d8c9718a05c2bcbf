# expect: The number of classes is taken from the targets
import numpy as np
from scipy.special import log_softmax


def my_weighted_mean(logits, target, weight):
    mass = np.eye(np.max(target) + 1)[target] * weight
    return -(mass * log_softmax(logits, axis=1)).sum() / mass.sum()
