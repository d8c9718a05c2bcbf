# expect: One logarithm is taken
import numpy as np

from celoss import softmax


def my_smoothed_loss(logits, target, eps):
    N, C = logits.shape
    q = (1 - eps) * (target[:, None] == range(C)) + eps / C
    return -np.log((q * softmax(logits, axis=1)).sum(axis=1)).sum() / N
