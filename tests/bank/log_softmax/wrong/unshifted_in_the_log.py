# expect: The logarithm was taken of unshifted logits
import numpy as np


def my_log_softmax(logits):
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(logits).sum(axis=-1, keepdims=True))
