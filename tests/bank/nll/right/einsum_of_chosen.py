import numpy as np


def my_nll(log_probs, target):
    chosen = np.take(log_probs, target, axis=1)
    return -np.einsum("nn->", chosen) / len(chosen)
