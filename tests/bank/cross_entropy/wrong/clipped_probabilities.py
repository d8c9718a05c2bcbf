# expect: no loss exceeds 34.5
import numpy as np
from scipy.special import softmax


def my_cross_entropy(logits, target):
    p = np.clip(softmax(logits, axis=1), 1e-15, 1)
    return -np.mean(np.log(p[np.arange(len(target)), target]))
