# expect: Clipping changes the differences
import numpy as np


def my_log_softmax(logits):
    z = np.clip(logits, -700, 700)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))
