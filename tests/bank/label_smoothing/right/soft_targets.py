import numpy as np
from scipy.special import log_softmax


def my_smoothed_loss(logits, target, eps):
    num_classes = logits.shape[1]
    soft = (1 - eps) * np.eye(num_classes)[target] + eps / num_classes
    return -(soft * log_softmax(logits, axis=1)).sum(axis=1).mean()
