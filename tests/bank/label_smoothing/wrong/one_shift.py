# expect: The largest score of the whole array is subtracted
import numpy as np


def my_smoothed_loss(logits, target, eps):
    N, C = logits.shape
    z = logits - logits.max()
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    soft = (1 - eps) * np.eye(C)[target] + eps / C
    return -np.einsum("nc,nc", soft, log_p) / N
