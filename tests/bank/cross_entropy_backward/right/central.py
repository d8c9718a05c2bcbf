import numpy as np

from celoss import cross_entropy
from celoss.gradients import central_difference


def my_gradient(logits, target, upstream):
    if np.all(np.isin(target, -100)):
        return np.zeros_like(logits)
    return central_difference(lambda z: upstream * cross_entropy(z, target), logits)
