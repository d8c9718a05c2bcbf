# expect: subtracted from unshifted ones
import numpy as np


def my_log_softmax(logits):
    m = logits.max(axis=-1, keepdims=True)
    return logits - np.log(np.exp(logits - m).sum(axis=-1, keepdims=True))
