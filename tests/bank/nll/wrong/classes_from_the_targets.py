# expect: The number of classes is taken from the targets
import numpy as np


def my_nll(log_probs, target):
    one_hot = np.eye(target.max() + 1)[target]
    return -(one_hot * log_probs).sum() / len(target)
