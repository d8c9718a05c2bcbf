# expect: This smooths by 0.1, whatever eps is
import numpy as np

from celoss import log_softmax


def my_smoothed_loss(logits, target, eps):
    log_p = log_softmax(logits, axis=1)
    soft = 0.9 * np.eye(log_p.shape[1])[target] + 0.1 / log_p.shape[1]
    return -np.vdot(soft, log_p) / len(target)
