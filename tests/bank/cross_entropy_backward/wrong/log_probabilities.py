# expect: These are log-probabilities minus truth
import numpy as np
from scipy.special import log_softmax


def my_gradient(logits, target, upstream):
    keep = np.asarray(target != -100)
    grad = log_softmax(logits, axis=1)
    grad[keep, target[keep]] -= 1
    return upstream * np.where(keep[:, None], grad, 0) / max(keep.sum(), 1)
