# expect: as the transposed Jacobian would
import numpy as np


def my_log_softmax_backward(upstream, log_probs):
    rows = []
    for g, lp in zip(upstream, log_probs, strict=True):
        jacobian = np.eye(len(lp)) - np.exp(lp)
        rows.append(jacobian @ g)
    return np.array(rows)
