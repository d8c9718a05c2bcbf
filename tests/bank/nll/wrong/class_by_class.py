# expect: The mean is taken in each class first
import numpy as np


def my_nll(log_probs, target):
    means = [-log_probs[target == label, label].mean() for label in set(target.tolist())]
    return np.mean(means)
