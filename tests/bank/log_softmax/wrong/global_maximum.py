# expect: each row needs its own
import numpy as np


def my_log_softmax(logits):
    z = logits - logits.max()
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))
