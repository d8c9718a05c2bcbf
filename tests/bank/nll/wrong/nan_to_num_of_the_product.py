# expect: nan_to_num makes a number of an infinity too
import numpy as np


def my_nll(log_probs, target):
    product = np.eye(log_probs.shape[1])[target] * log_probs
    return -np.nan_to_num(product).sum() / len(product)
