# expect: A probability underflows to 0
import numpy as np


def my_smoothed_loss(logits, target, eps):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    q = np.eye(p.shape[1])[target] * (1 - eps) + eps / p.shape[1]
    return (q * -np.log(p)).sum() / len(p)
