import numpy as np


def my_jacobian(logits):
    exps = np.exp(logits - logits.max())
    p = exps / exps.sum()
    result = -p[:, np.newaxis] * p
    result[np.diag_indices(len(p))] += p
    return result
