# expect: These are 1 minus the probabilities
import numpy as np

from celoss import softmax


def my_mean(logits, target, ignore_index):
    errors = [1 - softmax(z)[y] for z, y in zip(logits, target, strict=True) if y != ignore_index]
    return np.mean(errors)
