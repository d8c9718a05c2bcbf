# expect: The number of classes is taken from the targets
import numpy as np
from scipy.special import log_softmax


def my_cross_entropy(logits, target):
    one_hot = np.eye(max(target) + 1)[target]
    return -(one_hot * log_softmax(logits, axis=1)).sum() / len(target)
