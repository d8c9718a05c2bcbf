# expect: T has to rise. Does the search go the right way
import numpy as np

from celoss import softmax


def my_temperature(logits, wanted):
    low, high = -10.0, 10.0
    for _ in range(100):
        middle = (low + high) / 2
        too_sure = softmax(logits / np.exp(middle)).max() > wanted
        low, high = (low, middle) if too_sure else (middle, high)
    return np.exp(middle)
