# expect: 0 times nan is nan
import numpy as np

from celoss import log_softmax


def my_mean(logits, target, ignore_index):
    mask = (target != ignore_index).astype(float)
    safe = np.where(mask == 1, target, 0)
    losses = -log_softmax(logits, axis=1)[np.arange(len(target)), safe]
    return (losses * mask).sum() / mask.sum()
