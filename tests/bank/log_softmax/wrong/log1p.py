# expect: The largest logit counts twice
import numpy as np


def my_log_softmax(logits):
    z = logits - np.max(logits, axis=-1, keepdims=True)
    return z - np.log1p(np.exp(z).sum(axis=-1, keepdims=True))
