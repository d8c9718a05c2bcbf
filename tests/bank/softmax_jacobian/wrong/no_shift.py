# expect: exp overflows above 709
import numpy as np


def my_jacobian(logits):
    p = np.exp(logits) / np.exp(logits).sum()
    return np.diag(p) - np.outer(p, p)
