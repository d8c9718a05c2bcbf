# expect: With 1e-09 inside the logarithm
import numpy as np

from celoss import softmax


def my_smoothed_loss(logits, target, eps):
    C = logits.shape[1]
    soft = (1 - eps) * np.eye(C)[target] + eps / C
    return -(soft * np.log(softmax(logits, axis=1) + 1e-9)).sum(axis=1).mean()
