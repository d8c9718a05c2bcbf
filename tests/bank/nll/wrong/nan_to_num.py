# expect: nan_to_num makes a number of an infinity too
import numpy as np


def my_nll(log_probs, target):
    one_hot = np.eye(log_probs.shape[1])[target]
    return -(one_hot * np.nan_to_num(log_probs)).sum(axis=1).mean()
