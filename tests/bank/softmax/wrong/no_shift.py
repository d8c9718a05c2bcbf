# expect: exp overflows above 709
import numpy as np


def my_softmax(logits, axis):
    return np.exp(logits) / np.sum(np.exp(logits), axis=axis, keepdims=True)
