import numpy as np


def my_log_softmax_backward(upstream, log_probs):
    N, C = log_probs.shape
    rows = []
    for n in range(N):
        # d log p_i / d z_j = delta_ij - p_j
        jacobian = np.eye(C) - np.tile(np.exp(log_probs[n]), (C, 1))
        rows.append(jacobian.T @ upstream[n])
    return np.stack(rows)
