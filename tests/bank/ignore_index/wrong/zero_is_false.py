# expect: An ignore_index of 0 is taken for none
import numpy as np
from scipy.special import log_softmax


def my_mean(logits, target, ignore_index):
    if not ignore_index:
        ignore_index = -100
    losses = [-log_softmax(z)[y] for z, y in zip(logits, target, strict=True) if y != ignore_index]
    return np.mean(losses)
