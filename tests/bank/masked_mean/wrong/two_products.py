# expect: in the one-hot product and under the mask
import numpy as np


def my_masked_mean(log_probs, target, mask):
    one_hot = np.eye(log_probs.shape[1])[target]
    return -(one_hot * mask * log_probs).sum() / mask.sum()
