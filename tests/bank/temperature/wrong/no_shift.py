# expect: Without a shift exp overflows at a low T
import numpy as np


def my_temperature(logits, wanted):
    low, high = 1e-9, 1e9
    for _ in range(200):
        middle = (low * high) ** 0.5
        exps = np.exp(logits / middle)
        if exps.max() / exps.sum() > wanted:
            low = middle
        else:
            high = middle
    return middle
