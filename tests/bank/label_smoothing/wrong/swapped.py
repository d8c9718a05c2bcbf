# expect: eps and 1 - eps are swapped
import numpy as np

from celoss import log_softmax


def my_smoothed_loss(logits, target, eps):
    log_probs = log_softmax(logits, axis=1)
    N, C = logits.shape
    soft = eps * np.eye(C)[target] + (1 - eps) / C
    return -np.sum(soft * log_probs) / N
