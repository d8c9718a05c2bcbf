import numpy as np


def my_mean(logits, target, ignore_index):
    ignored = target == ignore_index
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_probs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    safe = np.where(ignored, 0, target)
    losses = -np.take_along_axis(log_probs, safe[:, None], axis=1)[:, 0]
    losses[ignored] = np.nan
    return np.nanmean(losses)
