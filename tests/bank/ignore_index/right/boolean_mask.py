import numpy as np

from celoss import log_softmax


def my_mean(logits, target, ignore_index):
    kept = target != ignore_index
    log_probs = log_softmax(logits[kept], axis=1)
    return -log_probs[np.arange(kept.sum()), target[kept]].mean()
