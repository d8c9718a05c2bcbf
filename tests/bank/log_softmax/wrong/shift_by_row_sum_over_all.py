# expect: The sum runs over the whole array: sum along the last axis
import numpy as np


def my_log_softmax(logits):
    z = logits - np.max(logits, axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum())
