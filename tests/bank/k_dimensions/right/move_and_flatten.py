import numpy as np
from scipy.special import log_softmax


def my_cross_entropy_nd(logits, target):
    if logits.ndim == 1:
        logits, target = logits[None], np.array([target])
    rows = np.moveaxis(logits, 1, -1).reshape(-1, logits.shape[1])
    labels = target.reshape(-1)
    return -log_softmax(rows, axis=1)[np.arange(len(labels)), labels].mean()
