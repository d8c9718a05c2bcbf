import numpy as np


def my_mean(logits, target, ignore_index):
    ignored = target == ignore_index
    safe = np.where(ignored, 0, target)
    shifted = logits - logits.max(axis=1, keepdims=True)
    lse = np.log(np.exp(shifted).sum(axis=1))
    losses = lse - np.take_along_axis(shifted, safe[:, None], axis=1)[:, 0]
    return np.where(ignored, 0.0, losses).sum() / (~ignored).sum()
