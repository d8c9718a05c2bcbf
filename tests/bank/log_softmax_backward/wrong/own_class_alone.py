# expect: Only the diagonal of the Jacobian is used
import numpy as np


def my_log_softmax_backward(upstream, log_probs):
    rows = []
    for g, lp in zip(upstream, log_probs, strict=True):
        rows.append([x - np.exp(y) * x for x, y in zip(g, lp, strict=True)])
    return np.array(rows)
