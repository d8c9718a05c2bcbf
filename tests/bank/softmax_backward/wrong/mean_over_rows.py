# expect: divided by the length of axis 0
import numpy as np


def my_softmax_backward(upstream, probs):
    rows = [p * (g - np.vdot(g, p)) for g, p in zip(upstream, probs, strict=True)]
    return np.stack(rows) / len(rows)
