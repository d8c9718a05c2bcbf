# expect: The sign is turned
import numpy as np

from celoss import log_softmax


def my_perplexity(logits, target):
    kept = target != -100
    log_probs = np.moveaxis(log_softmax(logits, axis=1), 1, -1)[kept]
    return np.exp(log_probs[np.arange(kept.sum()), target[kept]].mean())
