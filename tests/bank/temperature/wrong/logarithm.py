# expect: That is the logarithm of T
import numpy as np

from celoss import softmax


def my_temperature(logits, wanted):
    low, high = -20.0, 20.0
    for _ in range(100):
        mid = (low + high) / 2
        if softmax(logits / np.exp(mid)).max() > wanted:
            low = mid
        else:
            high = mid
    return mid
