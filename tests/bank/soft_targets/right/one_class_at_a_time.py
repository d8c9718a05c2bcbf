import numpy as np

from celoss import cross_entropy


def my_soft_cross_entropy(logits, probs):
    total = 0.0
    for c in range(logits.shape[1]):
        rows = np.flatnonzero(probs[:, c])
        losses = cross_entropy(logits[rows], np.full(len(rows), c), reduction="none")
        total += (probs[rows, c] * losses).sum()
    return total / len(logits)
