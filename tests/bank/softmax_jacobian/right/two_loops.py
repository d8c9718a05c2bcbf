import numpy as np


def my_jacobian(logits):
    C = len(logits)
    e = np.exp(logits - np.max(logits))
    p = e / np.sum(e)
    J = np.zeros((C, C))
    for k in range(C):
        for j in range(C):
            if k == j:
                J[k, j] = p[k] * (1 - p[k])
            else:
                J[k, j] = -p[k] * p[j]
    return J
