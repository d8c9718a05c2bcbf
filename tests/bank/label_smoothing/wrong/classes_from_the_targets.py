# expect: could not be broadcast together
import numpy as np

from celoss import log_softmax


def my_smoothed_loss(logits, target, eps):
    C = np.max(target) + 1
    soft = (1 - eps) * np.eye(C)[target] + eps / C
    return -(soft * log_softmax(logits, axis=1)).sum(axis=1).mean()
