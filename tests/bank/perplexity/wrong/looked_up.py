# expect: looked up as if it were a class
import numpy as np

from celoss import log_softmax


def my_perplexity(logits, target):
    log_p = log_softmax(logits, axis=1)
    n, t = np.indices(target.shape)
    picked = log_p[n, target, t]
    return np.exp(-picked[target != -100].mean())
