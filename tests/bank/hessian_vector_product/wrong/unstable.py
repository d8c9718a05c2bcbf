# expect: exp overflows
import numpy as np


def my_hvp(logits, vector):
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return p * (vector - (p * vector).sum(axis=1, keepdims=True))
