# expect: Each other class gets eps here
import numpy as np

from celoss import log_softmax


def my_smoothed_loss(logits, target, eps):
    C = logits.shape[1]
    soft = np.where(target[:, None] == np.arange(C), 1 - (C - 1) * eps, eps)
    return -(soft * log_softmax(logits, axis=1)).sum(axis=1).mean()
