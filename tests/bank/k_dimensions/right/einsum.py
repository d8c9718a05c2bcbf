import numpy as np
from scipy.special import log_softmax


def my_cross_entropy_nd(logits, target):
    if logits.ndim == 1:
        return -log_softmax(logits)[target]
    one_hot = np.moveaxis(np.eye(logits.shape[1])[target], -1, 1)
    picked = np.einsum("nc...,nc...->n...", one_hot, log_softmax(logits, axis=1))
    return -picked.sum() / target.size
