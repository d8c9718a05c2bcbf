import numpy as np
from scipy.special import logsumexp


def my_mixup_loss(logits, first, second, share):
    one = np.take_along_axis(logits, first[:, None], 1)[:, 0]
    two = np.take_along_axis(logits, second[:, None], 1)[:, 0]
    return np.average(logsumexp(logits, axis=1) - two - share * (one - two))
