# expect: as much memory as a C x C matrix
import numpy as np
from scipy.special import softmax


def my_hvp(logits, vector):
    rows = []
    for z, v in zip(logits, vector, strict=True):
        p = softmax(z)
        hessian = np.diag(p) - np.outer(p, p)
        rows.append(hessian @ v)
    return np.array(rows)
