# expect: stands in for -inf
import numpy as np


def my_log_softmax(logits):
    logits = np.nan_to_num(logits)
    shifted = logits - np.max(logits, axis=-1, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=-1, keepdims=True))
