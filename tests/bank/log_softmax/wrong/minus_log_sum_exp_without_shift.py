# expect: exp overflows above 709
import numpy as np


def my_log_softmax(logits):
    return logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))
