# expect: is not added back
import numpy as np


def my_logsumexp(logits):
    shifted = logits - np.max(logits, axis=1, keepdims=True)
    return np.log(np.sum(np.exp(shifted), axis=1))
