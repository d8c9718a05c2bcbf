# expect: exp overflows above 709
import numpy as np


def my_logsumexp(logits):
    return np.log(np.sum(np.exp(logits), axis=1))
