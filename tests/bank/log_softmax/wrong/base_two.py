# expect: The logarithm is to base 2
import numpy as np


def my_log_softmax(logits):
    shifted = logits - np.max(logits, axis=-1, keepdims=True)
    total = np.exp(shifted).sum(axis=-1, keepdims=True)
    return np.log2(np.exp(shifted) / total)
