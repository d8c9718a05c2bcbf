import numpy as np


def my_softmax(logits, axis):
    below = np.swapaxes(logits, axis, 0)
    below = below - below.max(0)
    weights = np.where(np.isneginf(below), 0, np.exp(np.clip(below, -800, 0)))
    return np.swapaxes(weights / weights.sum(0), 0, axis)
