# expect: meets the infinities of forbidden classes
import numpy as np


def my_masked_mean(log_probs, target, mask):
    kept = np.flatnonzero(mask)
    one_hot = np.eye(log_probs.shape[1])[target[kept]]
    return -np.sum(one_hot * log_probs[kept], axis=1).mean()
