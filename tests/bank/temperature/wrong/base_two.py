# expect: The powers are of 2
import numpy as np


def my_temperature(logits, wanted):
    gaps = logits - logits.max()
    low, high = -50.0, 50.0
    for _ in range(100):
        middle = (low + high) / 2
        if 1 / np.exp2(gaps / np.exp(middle)).sum() > wanted:
            low = middle
        else:
            high = middle
    return np.exp(middle)
