# expect: The true class keeps its 1
import numpy as np

from celoss import log_softmax


def my_smoothed_loss(logits, target, eps):
    log_probs = log_softmax(logits, axis=1)
    N, C = logits.shape
    soft = np.eye(C)[target] + eps / C
    return -np.sum(soft * log_probs) / N
