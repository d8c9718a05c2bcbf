# expect: The shape is (3,), and should be ()
import numpy as np

from celoss import log_softmax


def my_smoothed_loss(logits, target, eps):
    log_p = log_softmax(logits, axis=1)
    return -(1 - eps) * log_p[np.arange(len(target)), target] - eps * log_p.mean(axis=1)
