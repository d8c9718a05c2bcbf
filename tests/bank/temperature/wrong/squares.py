# expect: The sum of the squared probabilities is as wanted
import numpy as np

from celoss import softmax


def my_temperature(logits, wanted):
    low, high = 1e-9, 1e9
    for _ in range(100):
        middle = np.sqrt(low * high)
        p = softmax(logits / middle)
        low, high = (middle, high) if p @ p > wanted else (low, middle)
    return middle
