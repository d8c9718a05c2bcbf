# expect: is less than two percent off
import numpy as np

from celoss import softmax


def my_temperature(logits, wanted):
    grid = np.linspace(0.1, 10, 100)
    largest = np.array([softmax(logits / t).max() for t in grid])
    return grid[np.argmin(abs(largest - wanted))]
