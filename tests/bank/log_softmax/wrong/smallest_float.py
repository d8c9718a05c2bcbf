# expect: A floor of 2e-308
import numpy as np

from celoss import softmax


def my_log_softmax(logits):
    return np.log(softmax(logits) + np.finfo(float).tiny)
