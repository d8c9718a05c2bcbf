# expect: And large scores need a shift
import numpy as np


def my_softmax(logits, axis):
    return np.exp(logits) / np.exp(logits).sum(axis=axis)
