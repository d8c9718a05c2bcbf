import numpy as np
from scipy.special import logsumexp


def my_smoothed_loss(logits, target, eps):
    true = np.take_along_axis(logits, target[:, None], axis=1).squeeze(1)
    pulled = (1 - eps) * true + eps * logits.mean(axis=1)
    return np.mean(logsumexp(logits, axis=1) - pulled)
