import numpy as np

from celoss import log_softmax


def my_smoothed_loss(logits, target, eps):
    log_probs = log_softmax(logits, axis=1)
    nll = -log_probs[np.arange(len(target)), target]
    uniform = -log_probs.mean(axis=1)
    return ((1 - eps) * nll + eps * uniform).mean()
