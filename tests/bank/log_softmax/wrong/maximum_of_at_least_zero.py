# expect: All of a low row rounds to 0
import numpy as np


def my_log_softmax(logits):
    m = np.max(logits, axis=-1, keepdims=True, initial=0)
    return logits - m - np.log(np.exp(logits - m).sum(axis=-1, keepdims=True))
