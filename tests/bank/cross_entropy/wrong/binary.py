# expect: only the true class pays
import numpy as np
from scipy.special import softmax


def my_cross_entropy(logits, target):
    p = softmax(logits, axis=1)
    t = np.eye(p.shape[1])[target]
    loss = -(t * np.log(p) + (1 - t) * np.log(1 - p))
    return loss.sum(axis=1).mean()
