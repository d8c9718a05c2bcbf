# expect: it gets its eps / C back
import numpy as np

from celoss import log_softmax


def my_smoothed_loss(logits, target, eps):
    log_probs = log_softmax(logits, axis=1)
    N, C = logits.shape
    soft = np.full((N, C), eps / C)
    soft[np.arange(N), target] = 1 - eps
    return -(soft * log_probs).sum(axis=1).mean()
