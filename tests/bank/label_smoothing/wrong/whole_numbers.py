# expect: An array of whole numbers
import numpy as np

from celoss import log_softmax


def my_smoothed_loss(logits, target, eps):
    N, C = logits.shape
    soft = np.zeros((N, C), dtype=int)
    soft[:] = eps / C
    soft[np.arange(N), target] = 1 - eps + eps / C
    return -(soft * log_softmax(logits, axis=1)).sum(axis=1).mean()
